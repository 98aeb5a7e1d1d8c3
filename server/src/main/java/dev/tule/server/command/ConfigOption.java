package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.config.TuleConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration file. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The file with realms, roles and principals (docs/tule.yaml is an example); by default tule.yaml in the data directory, if it is there.")
    private @Nullable Path config;

    /**
     * The file: the one that was named, which must be there, or the data directory's, which may.
     */
    Path file(Path data) throws ConfigurationError {
        if (config == null) {
            return data.resolve(TuleConfig.FILE);
        }
        Path named = config.toAbsolutePath().normalize();
        if (!Files.isReadable(named)) {
            throw new ConfigurationError(
                    "--config %s can't be read: name a file that is there.".formatted(named));
        }
        return named;
    }
}
