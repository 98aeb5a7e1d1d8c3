package dev.tule.server.command;

import dev.tule.mtv.management.CommandError;
import dev.tule.server.cloud.ConfigurationError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: the frame that all of them run in. */
@Command(name = "tule", description = "An IoT cloud on your own ground.")
public final class TuleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    private TuleCommand() {}

    /** The command line without subcommands yet. */
    public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new TuleCommand()) {
            @Override
            public CommandLine addSubcommand(Object command) {
                CommandLine self = super.addSubcommand(command);
                self.setDefaultValueProvider(new EnvironmentDefaults(environment));
                return self;
            }
        }.setExecutionExceptionHandler((failure, command, parsed) -> report(terminal, failure))
                .setParameterExceptionHandler((wrong, arguments) -> explain(terminal, wrong));
    }

    /** {@code tule} alone shows the help. */
    @Override
    public void run() {
        spec.commandLine().execute("help");
    }

    private static int report(Terminal terminal, Exception failure) throws Exception {
        return switch (failure) {
            case ConfigurationError wrong -> {
                terminal.warn(String.valueOf(wrong.getMessage()));
                yield ExitCode.CONFIGURATION;
            }
            case CommandError failed -> {
                terminal.warn(String.valueOf(failed.getMessage()));
                yield ExitCode.FAILED;
            }
            case CommandFailure failed -> {
                terminal.warn(String.valueOf(failed.getMessage()));
                yield ExitCode.FAILED;
            }
            default -> throw failure;
        };
    }

    private static int explain(Terminal terminal, ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String help =
                command.equals("tule")
                        ? "tule help"
                        : "tule help " + command.substring("tule ".length());
        String sentence = String.valueOf(wrong.getMessage());
        String end = sentence.endsWith(".") ? "" : ".";
        terminal.warn(sentence + end + " See '" + help + "'.");
        return ExitCode.CONFIGURATION;
    }

    /** Each option {@code --some-name} has its default in {@code TULE_SOME_NAME}, where set. */
    private record EnvironmentDefaults(Map<String, String> environment)
            implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            if (!(argument instanceof OptionSpec option)
                    || Reference.isOfProject(option.command())) {
                return null;
            }
            String variable = Reference.variable(option);
            String value = variable == null ? null : environment.get(variable);
            return value == null || value.isEmpty() ? null : value;
        }
    }
}
