package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra.Salting;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.TicketSecret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes of a secret what {@code tule.yaml} needs to check it. */
@Command(
        name = "hash-secret",
        description = "Asks for a ticket or password and prints what tule.yaml needs to check it.")
public final class HashSecretCommand implements Callable<Integer> {
    private static final int SALT_BYTES = 16;

    /**
     * Clients derive this key with what their language has: Autobahn for JavaScript needs 0.15 s
     * for so many, and 11 s for the 600,000 that OWASP recommends, longer than it has to log in.
     * The derived key is the secret to the router all the same; SCRAM is for passwords.
     */
    private static final int CRA_ITERATIONS = 10_000;

    private final Terminal terminal;

    @Parameters(paramLabel = "METHOD", description = "ticket, wampcra or wamp-scram.")
    private String method = "";

    @Option(
            names = "--kdf",
            paramLabel = "NAME",
            description = "For wamp-scram: argon2id13 or pbkdf2.")
    private String kdf = "argon2id13";

    public HashSecretCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        KeyDerivation derivation =
                KeyDerivation.ofKdf(kdf)
                        .orElseThrow(
                                () ->
                                        new ConfigurationError(
                                                "--kdf %s is not known: argon2id13 and pbkdf2 are."
                                                        .formatted(kdf)));
        if (!List.of("ticket", "wampcra", "wamp-scram").contains(method)) {
            throw new ConfigurationError(
                    "There is no method %s with a secret: ticket, wampcra and wamp-scram have one."
                            .formatted(method));
        }
        String secret = terminal.readSecret("Secret: ");
        if (secret == null || secret.isEmpty()) {
            throw new ConfigurationError("No secret came from the input: type it when asked.");
        }
        lines(secret, derivation).forEach(terminal::say);
        return ExitCode.DONE;
    }

    private List<String> lines(String secret, KeyDerivation derivation) throws ConfigurationError {
        SecureRandom random = new SecureRandom();
        return switch (method) {
            case "ticket" -> List.of("ticket:", "  sha256: " + TicketSecret.of(secret).hash());
            case "wampcra" -> cra(secret, random);
            default -> scram(secret, derivation, random);
        };
    }

    private static List<String> cra(String secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String text = Base64.getEncoder().encodeToString(salt);
        Salting salting = new Salting(text, CRA_ITERATIONS, Salting.DEFAULT_KEY_LENGTH_BYTES);
        return List.of(
                "wampcra:",
                "  key: " + CraSecret.of(secret, salting).key(),
                "  salt: " + text,
                "  iterations: " + CRA_ITERATIONS);
    }

    private static List<String> scram(String secret, KeyDerivation derivation, SecureRandom random)
            throws ConfigurationError {
        ScramParameters parameters =
                switch (derivation) {
                    case ARGON2ID13 -> ScramParameters.argon2id13(random);
                    case PBKDF2 -> ScramParameters.pbkdf2(random);
                };
        ScramCredential credential;
        try {
            credential = ScramCredential.of(secret, parameters);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationError("The secret " + e.getMessage() + ".");
        }
        List<String> lines =
                new java.util.ArrayList<>(
                        List.of(
                                "wamp-scram:",
                                "  kdf: " + derivation.kdf(),
                                "  salt: " + parameters.salt(),
                                "  iterations: " + parameters.iterations()));
        if (parameters.memoryKib() > 0) {
            lines.add("  memory: " + parameters.memoryKib());
        }
        lines.add("  stored-key: " + credential.storedKey());
        lines.add("  server-key: " + credential.serverKey());
        return lines;
    }
}
