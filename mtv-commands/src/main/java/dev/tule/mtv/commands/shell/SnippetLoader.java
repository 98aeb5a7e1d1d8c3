package dev.tule.mtv.commands.shell;

import dev.tule.mtv.compiler.ModelAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;

/** Loads snippets beside the project's classes. Belongs to the shell's thread. */
final class SnippetLoader extends ClassLoader implements LoaderDelegate {
    private final Map<String, byte[]> snippets = new HashMap<>();
    private final Map<String, Class<?>> loaded = new HashMap<>();

    SnippetLoader(ClassLoader project) {
        super(project);
    }

    @Override
    public void load(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            snippets.put(each.name().replace('.', '/'), each.bytecodes());
        }
        ModelAccess models = new ModelAccess(this::bytes);
        for (ClassBytecodes each : classes) {
            byte[] made = models.rewritten(each.bytecodes());
            loaded.put(each.name(), defineClass(each.name(), made, 0, made.length));
        }
    }

    private byte @Nullable [] bytes(String internalName) {
        byte[] snippet = snippets.get(internalName);
        if (snippet != null) {
            return snippet;
        }
        try (InputStream in = getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // Never called: nothing can be redefined here, and JShell loads new classes instead.
    }

    @Override
    public void addToClasspath(String path) {
        // The project's loader has everything.
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = loaded.get(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }
}
