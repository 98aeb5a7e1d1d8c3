package farm;

import static dev.tule.mtv.urls.Urls.include;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.admin.AdminConfig;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.AuthUrls;
import dev.tule.mtv.auth.AuthenticationMiddleware;
import dev.tule.mtv.messages.MessageMiddleware;
import dev.tule.mtv.middleware.AccessLogMiddleware;
import dev.tule.mtv.middleware.CommonMiddleware;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.CsrfMiddleware;
import dev.tule.mtv.middleware.SecurityMiddleware;
import dev.tule.mtv.middleware.XFrameOptionsMiddleware;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.sessions.SessionMiddleware;
import dev.tule.mtv.sessions.SignedCookieSessions;
import java.util.List;

/** The project's settings: what is not assigned here is as DefaultSettings has it. */
public class Settings extends DefaultSettings {
    {
        // Where strangers reach the site: DEBUG=false, SECRET_KEY and the hosts' names.
        debug = env("DEBUG", true);
        secretKey = env("SECRET_KEY", "insecure-key-of-the-example-for-nothing-else");
        allowedHosts = debug ? List.of() : List.of(env("ALLOWED_HOSTS", "").split(","));

        apps =
        List.of(
                Databases.at(env("DATABASE_URL", "jdbc:sqlite:db.sqlite3")),
                new AdminConfig(),
                new AuthConfig(),
                new registry.RegistryApp());

        middleware =
                List.of(
                        AccessLogMiddleware::new,
                        SecurityMiddleware::new,
                        ContentSecurityPolicyMiddleware::new,
                        SessionMiddleware::new,
                        CommonMiddleware::new,
                        CsrfMiddleware::new,
                        AuthenticationMiddleware::new,
                        MessageMiddleware::new,
                        XFrameOptionsMiddleware::new);

        // Kept in the visitor's browser, signed: they outlive a change of the sources.
        sessionEngine = SignedCookieSessions::new;
        contextProcessors = List.of(Auth::variables);

        urls =
        List.of(
                Admin.SITE.at("admin/"),
                include("accounts/", AuthUrls.URLS),
                include("", "registry", registry.Urls.URLS));
    }
}
