package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.DataDirectory;
import dev.tule.server.cloud.RootKey;
import dev.tule.server.cloud.RunningFile.Running;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints what points an AWS CLI or SDK here. The endpoint is an IP address, with which every SDK
 * puts an S3 bucket into the path, so that no name {@code bucket.localhost} need resolve.
 */
@Command(
        name = "aws-env",
        description =
                "Prints the variables, and a function aws, that point the AWS CLI and SDKs here: eval \"$(./tule aws-env)\".")
public final class AwsEnvCommand implements Callable<Integer> {
    private static final String REGION = "us-east-1";

    /** Whose variables to print. */
    enum Shell {
        sh,
        fish,
        powershell
    }

    private final Terminal terminal;

    @Mixin private DataOption data = new DataOption();
    @Mixin private AddressOptions addresses = new AddressOptions();

    @Option(
            names = "--boto",
            description = "Print a boto.cfg for programs that use boto 2, instead of variables.")
    private boolean boto;

    @Option(
            names = "--shell",
            paramLabel = "NAME",
            description = "The shell whose syntax to print: sh, fish or powershell.")
    private Shell shell = Shell.sh;

    public AwsEnvCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, ConfigurationError {
        Optional<RootKey> key = DataDirectory.credentials(data.directory()).read();
        if (key.isEmpty()) {
            throw new ConfigurationError(
                    "There is no key in %s yet: start the server once with 'tule up', or name its data with --data."
                            .formatted(data.directory()));
        }
        URI endpoint = endpoint();
        if (boto) {
            terminal.out().print(botoConfiguration(key.get(), endpoint));
            terminal.out().flush();
        } else {
            variables(key.get(), endpoint)
                    .forEach((name, value) -> terminal.say(assignment(name, value)));
            terminal.say(commandWithEndpoint());
        }
        return ExitCode.DONE;
    }

    private URI endpoint() throws IOException, ConfigurationError {
        Optional<Running> running = RunningServer.on(data.directory());
        if (running.isEmpty() && addresses.awsPort() == 0) {
            throw new ConfigurationError(
                    "No server runs on the data in %s, so its port is not known: start it, or name the port with --aws-port."
                            .formatted(data.directory()));
        }
        return URI.create(
                running.map(Running::awsAddress).orElse("http://127.0.0.1:" + addresses.awsPort()));
    }

    private static Map<String, String> variables(RootKey key, URI endpoint) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        variables.put("AWS_ACCESS_KEY_ID", key.id());
        variables.put("AWS_SECRET_ACCESS_KEY", key.secret());
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_DEFAULT_REGION", REGION);
        return variables;
    }

    private String assignment(String name, String value) {
        return switch (shell) {
            case sh -> "export %s='%s'".formatted(name, value.replace("'", "'\\''"));
            case fish ->
                    "set -gx %s '%s'"
                            .formatted(name, value.replace("\\", "\\\\").replace("'", "\\'"));
            case powershell -> "$env:%s = '%s'".formatted(name, value.replace("'", "''"));
        };
    }

    /**
     * The AWS CLI as a function that names the endpoint. Its versions before 1.29 and 2.13, Debian
     * 12's among them, know no AWS_ENDPOINT_URL; those of the line 1 set one of their own for RDS
     * in us-east-1, which wins over every variable.
     */
    private String commandWithEndpoint() {
        return switch (shell) {
            case sh ->
                    "aws() { command aws ${AWS_ENDPOINT_URL:+\"--endpoint-url=$AWS_ENDPOINT_URL\"} \"$@\"; }";
            case fish -> "function aws; command aws --endpoint-url=$AWS_ENDPOINT_URL $argv; end";
            case powershell ->
                    "function aws { & (Get-Command aws -CommandType Application -TotalCount 1) \"--endpoint-url=$env:AWS_ENDPOINT_URL\" @args }";
        };
    }

    /**
     * Tule as boto's HTTP proxy: the program keeps AWS's own host names, so every signature, old
     * and new, is made for the host it verifies with.
     */
    private static String botoConfiguration(RootKey key, URI endpoint) {
        return """
        # For boto 2: save as a file and name it in BOTO_CONFIG, or as ~/.boto.
        [Credentials]
        aws_access_key_id = %s
        aws_secret_access_key = %s

        [Boto]
        is_secure = False
        proxy = %s
        proxy_port = %d
        """
                .formatted(key.id(), key.secret(), endpoint.getHost(), endpoint.getPort());
    }
}
