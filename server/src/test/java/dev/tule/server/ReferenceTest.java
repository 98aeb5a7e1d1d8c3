package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.server.command.Reference;
import dev.tule.server.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is documented of the command is what it does. */
class ReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "reference.md");

    private final CommandLine tule = Main.tule(Terminal.ofThisProcess(), Map.of());
    private final Reference reference = Reference.of(tule.getCommandSpec());

    @Test
    void theDocumentHoldsTheTableOfSettings() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .as("docs/reference.md, which must have this table:%n%s", reference.markdown())
                .contains(reference.markdown());
    }

    @Test
    void theDocumentNamesEachCommand() throws IOException {
        String document = Files.readString(DOCUMENT);

        for (Map.Entry<String, CommandLine> command : tule.getSubcommands().entrySet()) {
            String description =
                    command.getValue().getCommandSpec().usageMessage().description()[0];
            assertThat(document)
                    .contains("| `tule %s` | %s |".formatted(command.getKey(), description));
        }
    }

    @Test
    void theHelpNamesEachCommandOptionAndVariable() {
        String help = Tool.run("help").out();

        assertThat(help).contains(tule.getSubcommands().keySet());
        assertThat(help)
                .contains("--data DIR", "--aws-port N", "--web-port N", "--bind ADDRESS")
                .contains("TULE_DATA", "TULE_AWS_PORT", "TULE_WEB_PORT", "TULE_BIND")
                .contains("TULE_ROOT_ACCESS_KEY_ID", "TULE_ROOT_SECRET_ACCESS_KEY", "TULE_LOG")
                .contains("TULE_JAVA_HOME", "TULE_JAVA_OPTS")
                .contains("4566", "8080", "127.0.0.1", "~/.tule");
    }

    @Test
    void noLineOfTheHelpIsLongerThanATerminalIsWide() {
        assertThat(Tool.run("help").out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void helpOfOneCommandNamesItsOptions() {
        for (String command : List.of("up", "demo", "aws-env", "doctor")) {
            Tool help = Tool.run("help", command);

            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("--data", "--aws-port");
        }
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(Tool.run().out()).isEqualTo(Tool.run("help").out());
    }
}
