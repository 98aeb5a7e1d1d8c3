package dev.tule.server.cloud;

import dev.tule.iam.KeyAdministration;
import dev.tule.iam.KeyAdministration.KeySummary;
import dev.tule.iam.KeyAdministration.NewKey;
import dev.tule.server.control.ControlException;
import dev.tule.server.control.ControlHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out {@code tule keys}, in the running server or, where none runs, in the command itself.
 * The words are {@code list}; {@code create USER}; {@code import ID SECRET USER}; {@code disable},
 * {@code enable} or {@code delete ID}; an empty USER is the administrator (the account's root).
 * Safe for use by many threads.
 */
public final class KeyDesk implements ControlHandler {
    private static final String ROW = "%-24s %-9s %-16s %-20s %s";

    private final KeyAdministration keys;

    public KeyDesk(KeyAdministration keys) {
        this.keys = keys;
    }

    @Override
    public List<String> handle(List<String> words) throws ControlException {
        try {
            return switch (words.getFirst()) {
                case "list" -> list();
                case "create" -> created(keys.create(user(words.get(1))));
                case "import" -> {
                    keys.importKey(words.get(1), words.get(2), user(words.get(3)));
                    yield List.of("The key %s may be used now.".formatted(words.get(1)));
                }
                case "disable" -> {
                    keys.setActive(words.get(1), false);
                    yield List.of("The key %s is refused from now on.".formatted(words.get(1)));
                }
                case "enable" -> {
                    keys.setActive(words.get(1), true);
                    yield List.of("The key %s may be used again.".formatted(words.get(1)));
                }
                case "delete" -> {
                    keys.delete(words.get(1));
                    yield List.of("The key %s is gone.".formatted(words.get(1)));
                }
                default ->
                        throw new ControlException(
                                "There is no command 'keys %s'.".formatted(words.getFirst()));
            };
        } catch (KeyAdministration.Refused refused) {
            throw new ControlException(String.valueOf(refused.getMessage()));
        } catch (IndexOutOfBoundsException missing) {
            throw new ControlException(
                    "The command 'keys %s' needs more words.".formatted(words.getFirst()));
        }
    }

    private List<String> list() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("Access key", "State", "User", "Created", "Last used").strip());
        for (KeySummary key : keys.list()) {
            lines.add(
                    ROW.formatted(
                                    key.id(),
                                    key.active() ? "active" : "disabled",
                                    key.userName().orElse("(root)"),
                                    time(key.created()),
                                    key.lastUsed().map(KeyDesk::time).orElse("never"))
                            .strip());
        }
        return lines;
    }

    private static List<String> created(NewKey key) {
        return List.of(
                "A new key of %s; the secret is shown only this once:"
                        .formatted(key.userName().orElse("root")),
                "AWS_ACCESS_KEY_ID=" + key.id(),
                "AWS_SECRET_ACCESS_KEY=" + key.secret());
    }

    private static Optional<String> user(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
