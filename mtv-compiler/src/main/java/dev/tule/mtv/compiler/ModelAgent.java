package dev.tule.mtv.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@link ModelProcessor} does, when classes are loaded: for classes that javac didn't
 * compile, as those of Eclipse. Start the JVM with {@code -javaagent:tule-mtv-compiler.jar}.
 * Classes that were made while compiling are left as they are.
 */
public final class ModelAgent implements ClassFileTransformer {
    private final Map<ClassLoader, ModelEnhancer> enhancers = new WeakHashMap<>();

    ModelAgent() {}

    /** Called by the JVM before the application. */
    public static void premain(@Nullable String arguments, Instrumentation jvm) {
        jvm.addTransformer(new ModelAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || name == null || ModelEnhancer.isForeign(name)) {
            return null;
        }
        synchronized (this) {
            ModelEnhancer enhancer =
                    enhancers.computeIfAbsent(
                            loader, each -> new ModelEnhancer(wanted -> read(each, wanted)));
            byte[] made = enhancer.rewritten(enhancer.enhanced(name, bytes));
            return Arrays.equals(made, bytes) ? null : made;
        }
    }

    private static byte @Nullable [] read(ClassLoader loader, String internalName) {
        try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
