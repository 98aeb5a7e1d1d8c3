package dev.tule.mtv;

import dev.tule.mtv.cache.Cache;
import dev.tule.mtv.cache.MemoryCache;
import dev.tule.mtv.messages.MessageMiddleware;
import dev.tule.mtv.middleware.AccessLogMiddleware;
import dev.tule.mtv.middleware.CommonMiddleware;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.CsrfMiddleware;
import dev.tule.mtv.middleware.SecurityMiddleware;
import dev.tule.mtv.middleware.XFrameOptionsMiddleware;
import dev.tule.mtv.sessions.MemorySessions;
import dev.tule.mtv.sessions.SessionMiddleware;
import dev.tule.mtv.sessions.SessionStore;
import dev.tule.mtv.storage.FileSystemStorage;
import dev.tule.mtv.storage.Storage;
import dev.tule.mtv.tasks.ImmediateTasks;
import dev.tule.mtv.tasks.TaskBackend;
import dev.tule.mtv.template.ContextProcessor;
import dev.tule.mtv.template.Library;
import dev.tule.mtv.upload.UploadLimits;
import dev.tule.mtv.urls.Converter;
import dev.tule.mtv.urls.Route;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A project's settings, under Django's names. A project extends this class and assigns what it
 * wants different; {@link Project#of} reads them once, so assign nothing later.
 *
 * <pre>{@code
 * public class Settings extends DefaultSettings {
 *     {
 *         debug = env("DEBUG", false);
 *         secretKey = env("SECRET_KEY", "");
 *         allowedHosts = List.of("shop.example.org");
 *         apps = List.of(new ShopApp());
 *         urls = List.of(include("shop/", ShopUrls.URLS));
 *     }
 * }
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/settings/">Django: settings</a>
 */
public class DefaultSettings {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** A header by which a trusted proxy tells that the client came by TLS. */
    public record ProxyHeader(String name, String secureValue) {}

    // ---- the project

    /** Error pages tell everything. Never on a machine that strangers reach. */
    public boolean debug;

    /** Signs what goes out and comes back. At least 32 characters; required. */
    public String secretKey = "";

    /** Former keys: what they signed is still taken. */
    public List<String> secretKeyFallbacks = List.of();

    /** Hosts that are answered for; while debugging and empty: this machine's own names. */
    public List<String> allowedHosts = List.of();

    /** The project's applications: templates, static files and translations are sought in order. */
    public List<AppConfig> apps = List.of();

    /** The project's URLs: Django's ROOT_URLCONF. */
    public List<Route> urls = List.of();

    /** Converters for {@code path()}, beside Django's own. */
    public Map<String, Converter<?>> converters = Map.of();

    /** Layers around every view, outermost first. */
    public List<Middleware> middleware =
            List.of(
                    AccessLogMiddleware::new,
                    SecurityMiddleware::new,
                    ContentSecurityPolicyMiddleware::new,
                    SessionMiddleware::new,
                    CommonMiddleware::new,
                    CsrfMiddleware::new,
                    MessageMiddleware::new,
                    XFrameOptionsMiddleware::new);

    /** A path that has no view, but would have one with a slash, is redirected there. */
    public boolean appendSlash = true;

    /** Where sources are, for the page that shows an error while debugging. */
    public List<Path> sourceFolders = List.of(Path.of("src/main/java"), Path.of("src/test/java"));

    public Clock clock = Clock.systemUTC();

    /** Where tokens and ids come from. */
    public RandomGenerator random = new SecureRandom();

    // ---- language and time

    public Locale languageCode = Locale.ENGLISH;

    /** Languages that visitors may have; the first that suits is chosen by LocaleMiddleware. */
    public List<Locale> languages = List.of(Locale.ENGLISH);

    /** The zone in which times are shown. */
    public ZoneId timeZone = ZoneOffset.UTC;

    // ---- templates

    /** Folders of templates that go before the applications' own. */
    public List<Path> templateFolders = List.of();

    public List<Library> templateLibraries = List.of();

    /** What every template is given, beside what its view gives. */
    public List<ContextProcessor> contextProcessors = List.of();

    // ---- files

    /** Where static files are served; with a slash at its end. */
    public String staticUrl = "/static/";

    /** Folders of static files that belong to no application. */
    public List<Path> staticFolders = List.of();

    /** Where collectstatic puts them, with hashed names; null serves them where they are. */
    public @Nullable Path staticRoot;

    /** Whether to answer for static files: so behind no other server. */
    public boolean serveStatic = true;

    /** The folder in which files are kept that people send; null where none are. */
    public @Nullable Path mediaRoot;

    /** Where they are served, by {@code Media.URLS}; with a slash at its end. */
    public String mediaUrl = "/media/";

    /** Where files are kept that people send: {@code FileSystemStorage::new}, or one's own. */
    public Function<DefaultSettings, Storage> storageEngine = FileSystemStorage::new;

    /** Form content held in memory, in bytes; does not count files. */
    public int dataUploadMaxMemorySize = 2 * MIB + 512 * KIB;

    public int dataUploadMaxNumberFields = 1000;
    public int dataUploadMaxNumberFiles = 100;

    /** Of one file in memory, in bytes; a larger one goes to disk. */
    public int fileUploadMaxMemorySize = 2 * MIB + 512 * KIB;

    /** Of a form with its files, in bytes. Django has no such limit. */
    public long uploadMaxSize = 100L * MIB;

    public Path fileUploadTempDir = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));

    // ---- sessions, forgery, cookies

    /** Where sessions are kept: {@code MemorySessions::new}, {@code SignedCookieSessions::new}. */
    public Function<Project, SessionStore> sessionEngine = MemorySessions::new;

    public String sessionCookieName = "sessionid";
    public Duration sessionCookieAge = Duration.ofDays(14);
    public boolean sessionExpireAtBrowserClose;
    public boolean sessionSaveEveryRequest;

    /** Whether the session's and the CSRF cookie go over TLS alone. */
    public boolean cookiesSecure;

    public String csrfCookieName = "csrftoken";
    public String csrfHeaderName = "X-CSRFToken";

    /** Origins beside the host itself that may post: {@code https://*.example.org}. */
    public List<String> csrfTrustedOrigins = List.of();

    // ---- cache

    /** Where things are kept that needn't be made again: {@code MemoryCache::new}. */
    public Function<Project, Cache> cacheEngine = MemoryCache::new;

    // ---- tasks

    /** Who runs tasks: {@code ImmediateTasks::new} at once, where they are handed in. */
    public Function<Project, TaskBackend> taskEngine = ImmediateTasks::new;

    // ---- security

    /** HSTS for this long; zero for none. */
    public Duration secureHsts = Duration.ZERO;

    public boolean secureHstsIncludeSubdomains;
    public boolean secureHstsPreload;
    public boolean secureSslRedirect;

    /** Set this only behind a proxy that strips the header from what clients send. */
    public @Nullable ProxyHeader secureProxySslHeader;

    public String secureReferrerPolicy = "same-origin";
    public String secureCrossOriginOpenerPolicy = "same-origin";

    /** {@code DENY} or {@code SAMEORIGIN}. */
    public String xFrameOptions = "DENY";

    /**
     * The policy by directive; {@link ContentSecurityPolicyMiddleware#NONCE} stands for the nonce.
     */
    public Map<String, List<String>> secureCsp = ContentSecurityPolicyMiddleware.DEFAULT;

    /** As {@link #secureCsp}, of what is reported and not refused; empty for none. */
    public Map<String, List<String>> secureCspReportOnly = Map.of();

    UploadLimits uploadLimits() {
        return new UploadLimits(
                dataUploadMaxMemorySize,
                dataUploadMaxNumberFields,
                dataUploadMaxNumberFiles,
                fileUploadMaxMemorySize,
                uploadMaxSize,
                fileUploadTempDir);
    }

    /** An environment variable, or else the fallback. */
    protected static String env(String name, String fallback) {
        String value = System.getenv(name);
        return value == null ? fallback : value;
    }

    /** An environment variable that says true or false. */
    protected static boolean env(String name, boolean fallback) {
        String value = System.getenv(name);
        if (value == null) {
            return fallback;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off", "" -> false;
            default -> throw new ImproperlyConfigured(name + " must be true or false");
        };
    }

    /** Secrets are in here. */
    @Override
    public final String toString() {
        return getClass().getSimpleName();
    }
}
