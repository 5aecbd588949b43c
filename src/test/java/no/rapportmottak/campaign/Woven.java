package no.rapportmottak.campaign;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/**
 * A copy of the hub's classes in which every change of the file system that a restart could find half done is a point,
 * before and after. Found in the byte code, so a new one is a point by itself.
 */
final class Woven {

    private static final String POINTS = "no/rapportmottak/campaign/small/Points";
    private static final Map<String, Set<String>> CHANGES = Map.of(
            "java/nio/file/Files", Set.of("move", "createLink", "delete", "deleteIfExists"),
            "java/nio/channels/FileChannel", Set.of("force"));
    /** They write, but nothing of a report. */
    private static final Set<String> ELSEWHERE = Set.of("operations", "console", "watch");

    private final Set<String> points = new TreeSet<>();
    private final List<Path> classes;
    private final Path root;

    private Woven(Path root, List<Path> classes) {
        this.root = root;
        this.classes = classes;
    }

    /** Writes a jar with the woven classes of a folder, to stand before the hub's; returns the points. */
    static Set<String> write(Path jar, Path hub) throws IOException {
        Woven woven = new Woven(hub, files(hub));
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : woven.classes) {
                if (woven.isOfInterest(file)) {
                    put(entries, hub.relativize(file), woven.weave(Files.readAllBytes(file)));
                }
            }
        }
        return woven.points;
    }

    /** Writes a jar with the small hub itself, folders and all: Spring finds classes by the folders of a jar. */
    static void writeSmallHub(Path jar, Path tests) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            Path folder = tests.resolve("no/rapportmottak/campaign/small");
            for (Path above = tests.relativize(folder); above != null; above = above.getParent()) {
                entries.putNextEntry(new JarEntry(above + "/"));
            }
            for (Path file : files(folder)) {
                put(entries, tests.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static void put(JarOutputStream entries, Path name, byte[] content) throws IOException {
        entries.putNextEntry(new JarEntry(name.toString()));
        entries.write(content);
        entries.closeEntry();
    }

    private boolean isOfInterest(Path file) {
        Path place = root.relativize(file);
        return file.toString().endsWith(".class") && place.getNameCount() > 3 && !ELSEWHERE.contains(place.getName(2).toString());
    }

    private byte[] weave(byte[] content) {
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        String name = reader.getClassName().substring(reader.getClassName().lastIndexOf('/') + 1);
        reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String type, String generic, String[] thrown) {
                return new Weaving(super.visitMethod(access, method, type, generic, thrown), name + "." + method);
            }
        }, 0);
        return writer.toByteArray();
    }

    private final class Weaving extends MethodVisitor {

        private final String place;

        Weaving(MethodVisitor next, String place) {
            super(Opcodes.ASM9, next);
            this.place = place;
        }

        @Override
        public void visitMethodInsn(int code, String owner, String method, String type, boolean ofInterface) {
            boolean change = CHANGES.getOrDefault(owner, Set.of()).contains(method);
            String point = "file " + place + " " + method;
            if (change) {
                points.add(point);
                reached(point + " before");
            }
            super.visitMethodInsn(code, owner, method, type, ofInterface);
            if (change) {
                reached(point + " after");
            }
        }

        private void reached(String point) {
            super.visitLdcInsn(point);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, POINTS, "reached", "(Ljava/lang/String;)V", false);
        }
    }
}
