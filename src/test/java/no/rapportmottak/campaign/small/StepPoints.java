package no.rapportmottak.campaign.small;

import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Before and after each step of the routes: those with an id by their id, other beans by their route and method. */
final class StepPoints implements InterceptStrategy {

    private static final Set<String> KINDS = Set.of("bean", "to", "filter");
    private static final ThreadLocal<String> NOW = new ThreadLocal<>();

    /** The step that this thread is in, or what it is doing beside all steps. */
    static String now() {
        return NOW.get() == null ? "start" : NOW.get();
    }

    /** This thread works for a step. */
    static void isNow(String step) {
        NOW.set(step);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        String name = name(node);
        return name == null ? target : new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                String outer = NOW.get();
                NOW.set(name);
                Points.reached(name + " before");
                return super.process(exchange, doneSync -> {
                    Points.reached(name + " after");
                    NOW.set(outer);
                    callback.done(doneSync);
                });
            }
        };
    }

    private static String name(NamedNode node) {
        if (node instanceof OptionalIdentifiedDefinition<?> named && named.hasCustomIdAssigned()) {
            return KINDS.contains(node.getShortName()) ? node.getId() : null;
        }
        return node instanceof BeanDefinition bean ? route(node) + "/" + ref(bean) + "." + method(bean) : null;
    }

    /** In a route of a template Camel shows some names with their parameter filled in and some without. */
    private static String ref(BeanDefinition bean) {
        return bean.getRef().replace("{{partner}}", SmallHub.PARTNER);
    }

    private static String method(BeanDefinition bean) {
        return bean.getMethod().replaceAll("\\(.*", "");
    }

    private static String route(NamedNode node) {
        NamedNode top = node;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top.getId();
    }
}
