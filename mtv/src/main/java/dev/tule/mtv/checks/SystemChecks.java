package dev.tule.mtv.checks;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.middleware.CsrfMiddleware;
import dev.tule.mtv.middleware.SecurityMiddleware;
import dev.tule.mtv.middleware.XFrameOptionsMiddleware;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the checks of the framework and those of the applications. What makes a project impossible
 * isn't found here: it doesn't start.
 */
public final class SystemChecks {
    /** A key with fewer different characters was typed, not drawn. */
    private static final int LEAST_DIFFERENT = 5;

    private static final int LEAST_LENGTH = 50;

    /** What the keys of new projects begin with, until they are replaced. */
    public static final String INSECURE_KEY = "insecure-";

    private final Project project;
    private final DefaultSettings settings;
    private final List<CheckMessage> found = new ArrayList<>();

    private SystemChecks(Project project) {
        this.project = project;
        this.settings = project.settings();
    }

    /**
     * What is found, the worst first.
     *
     * @param deploy whether to check what matters where strangers reach it
     */
    public static List<CheckMessage> run(Project project, boolean deploy) {
        SystemChecks checks = new SystemChecks(project);
        checks.files();
        if (deploy) {
            checks.middleware();
            checks.secrets();
            checks.transport();
        }
        for (AppConfig app : project.settings().apps) {
            checks.found.addAll(app.checks(project));
        }
        checks.found.sort(Comparator.comparing(CheckMessage::level));
        return List.copyOf(checks.found);
    }

    private void files() {
        for (Path folder : settings.staticFolders) {
            if (!Files.isDirectory(folder)) {
                found.add(
                        CheckMessage.warning(
                                "staticfiles.W004",
                                "The folder '%s' in staticFolders does not exist."
                                        .formatted(folder),
                                "Make it, or take it out of the settings."));
            }
        }
        if (settings.staticRoot != null && settings.staticFolders.contains(settings.staticRoot)) {
            found.add(
                    CheckMessage.error(
                            "staticfiles.E002",
                            "staticFolders should not contain staticRoot.",
                            "Collect into a folder of its own."));
        }
    }

    private void middleware() {
        Set<Class<?>> layers =
                settings.middleware.stream()
                        .map(each -> each.around(project, request -> Response.text("")).getClass())
                        .collect(Collectors.toSet());
        unless(
                layers.contains(SecurityMiddleware.class),
                "security.W001",
                "SecurityMiddleware is not in the settings' middleware.",
                "Without it HSTS, the referrer policy and the redirect to TLS have no effect.");
        unless(
                layers.contains(XFrameOptionsMiddleware.class),
                "security.W002",
                "XFrameOptionsMiddleware is not in the settings' middleware.",
                "Without it other sites may show your pages in frames.");
        unless(
                layers.contains(CsrfMiddleware.class),
                "security.W003",
                "CsrfMiddleware is not in the settings' middleware.",
                "Without it other sites may post your forms.");
    }

    private void secrets() {
        String key = settings.secretKey;
        unless(
                key.length() >= LEAST_LENGTH
                        && key.chars().distinct().count() >= LEAST_DIFFERENT
                        && !key.startsWith(INSECURE_KEY),
                "security.W009",
                "secretKey has fewer than %d characters, fewer than %d different ones, or begins with '%s'."
                        .formatted(LEAST_LENGTH, LEAST_DIFFERENT, INSECURE_KEY),
                "Draw a long random one, and keep it out of the source tree (SECRET_KEY).");
        unless(
                !settings.debug,
                "security.W018",
                "debug is on.",
                "Error pages tell everything to everybody then: set DEBUG=false.");
        unless(
                !settings.allowedHosts.isEmpty(),
                "security.W020",
                "allowedHosts is empty.",
                "No request is answered then: name the hosts of this site.");
        unless(
                !settings.allowedHosts.contains("*"),
                "security.W020",
                "allowedHosts takes every host.",
                "Name the hosts of this site.");
    }

    private void transport() {
        unless(
                !settings.secureHsts.isZero(),
                "security.W004",
                "secureHsts is not set.",
                "If the whole site is served by TLS alone, set it; begin with an hour.");
        unless(
                settings.secureSslRedirect,
                "security.W008",
                "secureSslRedirect is off.",
                "Unless a proxy in front redirects to TLS, turn it on.");
        unless(
                settings.cookiesSecure,
                "security.W012",
                "cookiesSecure is off.",
                "The session's cookie can be read on the way: turn it on.");
    }

    private void unless(boolean fine, String id, String message, String hint) {
        if (!fine) {
            found.add(CheckMessage.warning(id, message, hint));
        }
    }
}
