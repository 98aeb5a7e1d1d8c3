package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.RootKey;
import dev.tule.server.cloud.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say where a server listens. */
final class AddressOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--aws-port",
            paramLabel = "N",
            description = "The port of the AWS APIs; 0 picks a free one.")
    private int awsPort = 4566;

    @Option(
            names = "--web-port",
            paramLabel = "N",
            description =
                    "The port of the console and of WAMP (WebSocket at /ws, and RawSocket); 0 picks a free one.")
    private int webPort = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "The address to listen on; 0.0.0.0 is every address of this machine, open to whoever reaches it.")
    private String bind = "127.0.0.1";

    int awsPort() {
        return awsPort;
    }

    int webPort() {
        return webPort;
    }

    InetAddress bind() throws ConfigurationError {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException unknown) {
            throw new ConfigurationError(
                    "--bind %s is not an address of this machine: give an IP address such as 127.0.0.1 or 0.0.0.0."
                            .formatted(bind),
                    unknown);
        }
    }

    /**
     * @param config as {@link ConfigOption#file} has it
     */
    Settings settings(Path data, Path config, Map<String, String> environment)
            throws ConfigurationError {
        checkPort("--aws-port", awsPort);
        checkPort("--web-port", webPort);
        if (awsPort != 0 && awsPort == webPort) {
            throw new ConfigurationError(
                    "--aws-port and --web-port are both %d: give one of them another port."
                            .formatted(awsPort));
        }
        return new Settings(
                data,
                awsPort,
                webPort,
                bind(),
                config,
                RootKey.of(environment),
                InstantSource.system());
    }

    private static void checkPort(String option, int port) throws ConfigurationError {
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigurationError(
                    "%s %d is no port: give 1 to 65535, or 0 to have a free one picked."
                            .formatted(option, port));
        }
    }
}
