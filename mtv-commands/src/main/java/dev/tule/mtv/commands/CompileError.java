package dev.tule.mtv.commands;

import dev.tule.mtv.management.CommandError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** The project's sources can't be compiled. */
final class CompileError extends CommandError {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    /** What is shown of each fault. */
    private final transient List<Fault> faults;

    /**
     * One of the compiler's messages.
     *
     * @param file relative to the project's folder; empty where it is about no file
     * @param line from 1; less where it is about no line
     * @param message the compiler's
     * @param source the line; empty where it isn't known
     */
    record Fault(String file, long line, String message, String source) {
        @Override
        public String toString() {
            String place = file.isEmpty() ? "" : file + (line > 0 ? ":" + line : "") + ": ";
            return place + message + (source.isEmpty() ? "" : "\n    " + source.strip());
        }
    }

    private CompileError(List<Fault> faults) {
        super(
                faults.stream()
                        .map(Fault::toString)
                        .collect(Collectors.joining("\n", "The sources can't be compiled:\n", "")));
        this.faults = faults;
    }

    static CompileError of(Path root, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        return new CompileError(
                diagnostics.stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .limit(SHOWN)
                        .map(each -> fault(root, each))
                        .toList());
    }

    private static Fault fault(Path root, Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ENGLISH);
        JavaFileObject at = diagnostic.getSource();
        if (at == null) {
            return new Fault("", 0, message, "");
        }
        Path file = Path.of(at.toUri());
        long line = diagnostic.getLineNumber();
        String source =
                ProjectFolder.text(file).lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
        return new Fault(root.relativize(file).toString(), line, message, source);
    }

    List<Fault> faults() {
        return faults;
    }
}
