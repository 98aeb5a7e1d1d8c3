package dev.tule.mtv.auth;

import static java.util.Objects.requireNonNull;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Project;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application of users and their rights.
 *
 * <pre>{@code
 * apps = List.of(Databases.at("jdbc:sqlite:db.sqlite3"), new AuthConfig(), new Library());
 * middleware = List.of(…, SessionMiddleware::new, …, AuthenticationMiddleware::new, …);
 * contextProcessors = List.of(Auth::variables);
 * urls = List.of(include("accounts/", AuthUrls.URLS), …);
 * }</pre>
 *
 * Safe for use by many threads.
 */
public final class AuthConfig extends AppConfig implements HasModels {
    private final AuthSettings settings;
    private @Nullable Project project;
    private @Nullable Passwords passwords;
    private @Nullable LoginThrottle throttle;

    public AuthConfig() {
        this(new AuthSettings());
    }

    private AuthConfig(AuthSettings settings) {
        this.settings = settings;
    }

    /** With other settings: {@code AuthConfig.with(auth -> auth.loginUrl = "/enter/")}. */
    public static AuthConfig with(Consumer<AuthSettings> assignments) {
        AuthSettings settings = new AuthSettings();
        assignments.accept(settings);
        return new AuthConfig(settings);
    }

    /**
     * That of the project that is active here.
     *
     * @throws ImproperlyConfigured where the project has none
     */
    static AuthConfig current() {
        return of(Project.current());
    }

    static AuthConfig of(Project project) {
        for (AppConfig app : project.settings().apps) {
            if (app instanceof AuthConfig auth) {
                return auth;
            }
        }
        throw new ImproperlyConfigured("the settings' apps have no AuthConfig (auth.E001)");
    }

    @Override
    public void ready(Project ready) {
        project = ready;
        passwords = new Passwords(settings.passwordHashers.apply(ready.settings().random));
        throttle =
                new LoginThrottle(
                        settings.loginAttempts, settings.loginPause, ready.settings().clock);
    }

    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Permission.class, Group.class, User.class);
    }

    /**
     * What is wrong with a new password, in words for people; empty where nothing is.
     *
     * @param user whose password it is to be; null where that isn't known
     */
    public static List<String> passwordProblems(String password, @Nullable User user) {
        return current().settings.passwordValidators.stream()
                .flatMap(each -> each.validate(password, user).stream())
                .toList();
    }

    AuthSettings settings() {
        return settings;
    }

    Passwords passwords() {
        return requireNonNull(passwords, "the project isn't ready");
    }

    LoginThrottle throttle() {
        return requireNonNull(throttle, "the project isn't ready");
    }

    Instant now() {
        return requireNonNull(project, "the project isn't ready").settings().clock.instant();
    }
}
