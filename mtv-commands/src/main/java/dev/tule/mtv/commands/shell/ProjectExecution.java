package dev.tule.mtv.commands.shell;

import dev.tule.mtv.Project;
import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs JShell's snippets in the thread that runs the shell, within {@link Project#call}. JShell
 * finds it by its name, as a service.
 */
public final class ProjectExecution implements ExecutionControlProvider {
    /** What {@code --execution} is given. */
    public static final String NAME = "tule";

    private static final ScopedValue<Project> PROJECT = ScopedValue.newInstance();

    /** Runs a shell on a project. */
    public static <T, X extends Throwable> T on(
            Project project, ScopedValue.CallableOp<? extends T, X> shell) throws X {
        return ScopedValue.where(PROJECT, project).<T, X>call(shell);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
        Project project = PROJECT.get();
        SnippetLoader loader = new SnippetLoader(project.settings().getClass().getClassLoader());
        return new DirectExecutionControl(loader) {
            @Override
            protected String invoke(Method snippet) throws Exception {
                return project.call(() -> super.invoke(snippet));
            }
        };
    }
}
