package dev.tule.mtv.commands;

import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.IntegrityError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes a user who may do everything.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#createsuperuser">Django:
 *     createsuperuser</a>
 */
@Command(name = "createsuperuser", description = "Makes a user who may do everything.")
final class CreateSuperuserCommand extends BaseCommand {
    private static final String VARIABLE = "TULE_SUPERUSER_PASSWORD";

    private final Map<String, String> environment;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "The user's name; else asked for.")
    private @Nullable String username;

    @Option(names = "--email", paramLabel = "ADDRESS", description = "The user's mail address.")
    private @Nullable String email;

    @Option(
            names = "--noinput",
            description = "Ask nothing: the password is in TULE_SUPERUSER_PASSWORD.")
    private boolean noInput;

    CreateSuperuserCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    protected void handle() throws CommandError {
        if (project().settings().apps.stream().noneMatch(app -> app instanceof AuthConfig)) {
            throw new CommandError(
                    "The project has no users: put AuthConfig into the settings' apps.");
        }
        String name = name();
        if (User.objects.filter("username", name).exists()) {
            throw new CommandError("The name '%s' is taken: choose another.".formatted(name));
        }
        String password = noInput ? given() : asked(name);
        try {
            User.createSuperuser(name, email, password);
        } catch (IntegrityError e) {
            throw new CommandError("The user can't be made: " + e.getMessage(), e);
        }
        say("Superuser '%s' created.".formatted(name));
    }

    private String name() throws CommandError {
        String name = username;
        if (name == null && !noInput) {
            name = console().ask("Username: ").map(String::strip).orElse("");
            if (email == null) {
                String address = console().ask("Email address (empty for none): ").orElse("");
                email = address.isBlank() ? null : address.strip();
            }
        }
        if (name == null || name.isEmpty()) {
            throw new CommandError("A user must have a name: give --username.");
        }
        return name;
    }

    private String given() throws CommandError {
        String password = environment.get(VARIABLE);
        if (password == null || password.isEmpty()) {
            throw new CommandError("With --noinput the password must be in " + VARIABLE + ".");
        }
        return password;
    }

    private String asked(String name) throws CommandError {
        User user = new User();
        user.set("username", name);
        user.set("email", email);
        while (true) {
            String password = secret("Password: ");
            if (!password.equals(secret("Password (again): "))) {
                warn("The passwords differ.");
                continue;
            }
            List<String> problems = AuthConfig.passwordProblems(password, user);
            problems.forEach(this::warn);
            if (problems.isEmpty() || console().confirms("Create the user all the same?")) {
                return password;
            }
        }
    }

    private String secret(String question) throws CommandError {
        return console()
                .askSecret(question)
                .filter(typed -> !typed.isEmpty())
                .orElseThrow(() -> new CommandError("No password was given: nothing is made."));
    }
}
