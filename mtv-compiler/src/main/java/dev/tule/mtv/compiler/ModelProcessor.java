package dev.tule.mtv.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * An annotation processor that waits for javac to have written its classes, and then enhances the
 * models among them and whoever touches their fields. It makes no sources and claims no
 * annotations.
 *
 * <p>Only what javac offers to everybody is used (JDK module {@code jdk.compiler}, {@code
 * com.sun.source}), so the compiler needs no options.
 */
public final class ModelProcessor extends AbstractProcessor {

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        JavacTask task;
        try {
            task = JavacTask.instance(environment);
        } catch (IllegalArgumentException e) {
            environment
                    .getMessager()
                    .printNote("models are not enhanced by this compiler: use the agent instead");
            return;
        }
        task.addTaskListener(new AfterCompiling(environment));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }

    /** Collects what was written, and works on it at the end. */
    private static final class AfterCompiling implements TaskListener {
        private final ProcessingEnvironment environment;
        private final Set<String> written = new LinkedHashSet<>();
        private final Map<String, byte @Nullable []> known = new HashMap<>();

        AfterCompiling(ProcessingEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.GENERATE && event.getTypeElement() != null) {
                String name =
                        environment
                                .getElementUtils()
                                .getBinaryName(event.getTypeElement())
                                .toString();
                written.add(name.replace('.', '/'));
            } else if (event.getKind() == TaskEvent.Kind.COMPILATION) {
                enhance();
            }
        }

        private void enhance() {
            ModelEnhancer enhancer = new ModelEnhancer(this::find);
            for (String name : written) {
                try {
                    Path file = output(name);
                    byte[] plain = Files.readAllBytes(file);
                    byte[] made = enhancer.rewritten(enhancer.enhanced(name, plain));
                    if (!Arrays.equals(made, plain)) {
                        Files.write(file, made);
                    }
                } catch (IOException | RuntimeException e) {
                    environment
                            .getMessager()
                            .printMessage(
                                    Diagnostic.Kind.ERROR, "cannot enhance " + name + ": " + e);
                }
            }
            written.clear();
            known.clear();
        }

        private byte @Nullable [] find(String internalName) {
            return known.computeIfAbsent(internalName, this::read);
        }

        private byte @Nullable [] read(String internalName) {
            try {
                Path file = output(internalName);
                if (Files.exists(file)) {
                    return Files.readAllBytes(file);
                }
            } catch (IOException e) {
                // Not among ours: it may be on the class path.
            }
            try (InputStream in =
                    filer().getResource(StandardLocation.CLASS_PATH, "", internalName + ".class")
                            .openInputStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                return null;
            }
        }

        private Filer filer() {
            return environment.getFiler();
        }

        private Path output(String internalName) throws IOException {
            try {
                return Path.of(
                        filer().getResource(
                                        StandardLocation.CLASS_OUTPUT, "", internalName + ".class")
                                .toUri());
            } catch (IllegalArgumentException e) {
                throw new UncheckedIOException(new IOException("not a file", e));
            }
        }
    }
}
