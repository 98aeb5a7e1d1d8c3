package pages;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.admin.AdminConfig;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.AuthenticationMiddleware;
import dev.tule.mtv.messages.MessageMiddleware;
import dev.tule.mtv.middleware.AccessLogMiddleware;
import dev.tule.mtv.middleware.CommonMiddleware;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.CsrfMiddleware;
import dev.tule.mtv.middleware.SecurityMiddleware;
import dev.tule.mtv.middleware.XFrameOptionsMiddleware;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.sessions.SessionMiddleware;
import dev.tule.mtv.sessions.SignedCookieSessions;
import java.util.List;

/** The settings of a new project, with every layer that startproject gives it. */
public class Settings extends DefaultSettings {
    {
        secretKey = "a-key-of-the-benchmark-for-nothing-else-at-all";
        allowedHosts = List.of("127.0.0.1");

        apps =
                List.of(
                        Databases.of(
                                DatabaseConfig.of(
                                        Databases.DEFAULT,
                                        env("DATABASE_URL", ""),
                                        env("DATABASE_USER", ""),
                                        env("DATABASE_PASSWORD", ""))),
                        new AdminConfig(),
                        new AuthConfig(),
                        new PagesApp());

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

        sessionEngine = SignedCookieSessions::new;
        contextProcessors = List.of(Auth::variables);
        urls = Views.URLS;
    }
}
