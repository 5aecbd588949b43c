package no.rapportmottak.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The text of {@code senders.yaml}, changed in one place and left as it is everywhere else: comments, order and layout
 * stay. Where the layout is one that it does not know, the result is wrong, so {@link SendersEditor} reads it again
 * before anybody uses it.
 */
final class SendersText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;

    SendersText(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    /** With one more sender, the last. */
    SendersText add(Map<String, Object> sender) {
        Optional<NodeTuple> senders = root().flatMap(root -> entry(root, "senders"));
        if (senders.isEmpty()) {
            return insert(text.length(), (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "senders:\n" + block(sender, 2) + "\n");
        }
        Node list = senders.get().getValueNode();
        if (list instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return isFlow(sequence)
                    ? insert(end(sequence) - 1, ", " + flow(sender))
                    : insert(endOfLine(end(sequence)), "\n" + block(sender, sequence.getStartMark().getColumn()));
        }
        return replace(index(senders.get().getKeyNode().getEndMark()), end(list), ":\n" + block(sender, 2));
    }

    /** With a value of a sender set. */
    SendersText set(String id, String key, Object value) {
        MappingNode sender = sender(id);
        Optional<NodeTuple> old = entry(sender, key);
        return old.isPresent()
                ? replace(index(old.get().getValueNode().getStartMark()), end(old.get().getValueNode()), json(value))
                : begin(sender, key + ": " + json(value));
    }

    /** With one more key of a sender, the last. */
    SendersText addKey(String id, Map<String, Object> key) {
        MappingNode sender = sender(id);
        Node keys = entry(sender, "public-keys").map(NodeTuple::getValueNode).orElse(null);
        if (!(keys instanceof SequenceNode sequence)) {
            return keys == null ? begin(sender, "public-keys: [" + flow(key) + "]")
                    : replace(index(keys.getStartMark()), end(keys), " [" + flow(key) + "]");
        }
        if (isFlow(sequence)) {
            return insert(end(sequence) - 1, (sequence.getValue().isEmpty() ? "" : ", ") + flow(key));
        }
        return insert(endOfLine(end(sequence)), "\n" + " ".repeat(sequence.getStartMark().getColumn()) + "- " + flow(key));
    }

    /** With those of a sender's keys, by their lines, ending at an instant or on a day. */
    SendersText endKeys(String id, Predicate<String> which, String notAfter) {
        Node keys = entry(sender(id), "public-keys").map(NodeTuple::getValueNode).orElse(null);
        SendersText changed = this;
        if (keys instanceof SequenceNode sequence) {
            List<Node> all = sequence.getValue();
            for (int i = all.size() - 1; i >= 0; i--) {
                if (which.test(line(all.get(i)))) {
                    changed = changed.endKey(all.get(i), notAfter);
                }
            }
        }
        return changed;
    }

    /** The marks of a node are right in any text that differs behind it only. */
    private SendersText endKey(Node key, String notAfter) {
        if (key instanceof MappingNode mapping) {
            Optional<NodeTuple> old = entry(mapping, "not-after");
            return old.isPresent()
                    ? replace(index(old.get().getValueNode().getStartMark()), end(old.get().getValueNode()), json(notAfter))
                    : begin(mapping, "not-after: " + json(notAfter));
        }
        return replace(index(key.getStartMark()), end(key), "{key: " + json(line(key)) + ", not-after: " + json(notAfter) + "}");
    }

    private static String line(Node key) {
        Node line = key instanceof MappingNode mapping ? entry(mapping, "key").map(NodeTuple::getValueNode).orElse(key) : key;
        return line instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Adds an entry to a mapping: the first of a flow mapping, the second of a block, where its first key says the column. */
    private SendersText begin(MappingNode mapping, String entry) {
        if (isFlow(mapping)) {
            return insert(index(mapping.getStartMark()) + 1, entry + (mapping.getValue().isEmpty() ? "" : ", "));
        }
        int first = end(mapping.getValue().get(0).getValueNode());
        return insert(endOfLine(first), "\n" + " ".repeat(mapping.getStartMark().getColumn()) + entry);
    }

    private Optional<MappingNode> root() {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        return root instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
    }

    private MappingNode sender(String id) {
        return root().flatMap(root -> entry(root, "senders"))
                .map(NodeTuple::getValueNode)
                .filter(SequenceNode.class::isInstance)
                .stream()
                .flatMap(list -> ((SequenceNode) list).getValue().stream())
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .filter(sender -> entry(sender, "id").map(NodeTuple::getValueNode)
                        .filter(value -> value instanceof ScalarNode scalar && scalar.getValue().equals(id))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake("there is no sender " + id + " in senders.yaml"));
    }

    private static Optional<NodeTuple> entry(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                .findFirst();
    }

    private static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }

    /** Where a node's own text ends; the mark of a block stands before whatever comes next. */
    private int end(Node node) {
        if (node instanceof MappingNode mapping && !isFlow(mapping)) {
            return end(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
        }
        if (node instanceof SequenceNode sequence && !isFlow(sequence)) {
            return end(sequence.getValue().get(sequence.getValue().size() - 1));
        }
        return index(node.getEndMark());
    }

    /** Marks count code points. */
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private SendersText insert(int at, String what) {
        return replace(at, at, what);
    }

    private SendersText replace(int from, int to, String what) {
        return new SendersText(text.substring(0, from) + what + text.substring(to));
    }

    private static String block(Map<String, Object> sender, int column) {
        String margin = " ".repeat(column);
        return margin + "- " + sender.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + json(entry.getValue()))
                .collect(Collectors.joining("\n  " + margin));
    }

    private static String flow(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + json(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** JSON is YAML. */
    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
