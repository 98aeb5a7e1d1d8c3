package dev.tule.mtv;

import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.mtv.sessions.Session;
import dev.tule.mtv.upload.MultipartParser;
import dev.tule.mtv.upload.UploadedFile;
import dev.tule.mtv.urls.ResolverMatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request. What is costly is read when first asked for. Confined to the request's thread.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/request-response/#httprequest-objects">Django:
 *     HttpRequest</a>
 */
public final class Request implements AutoCloseable {
    private final Project project;
    private final dev.tule.http.Request wire;
    private final String path;
    private final IdentityHashMap<Attribute<?>, Object> attributes = new IdentityHashMap<>();
    private @Nullable QueryDict query;
    private @Nullable Map<String, String> cookies;
    private byte @Nullable [] body;
    private MultipartParser.@Nullable Parts parts;
    private boolean streamTaken;
    private boolean resolved;
    private @Nullable ResolverMatch match;

    /**
     * A request to a project.
     *
     * @throws BadRequest where the path is not percent-encoded UTF-8
     */
    Request(Project project, dev.tule.http.Request wire) {
        this.project = project;
        this.wire = wire;
        this.path = Percent.decodePath(wire.rawPath());
    }

    public Project project() {
        return project;
    }

    /** The method in upper case, as sent. */
    public String method() {
        return wire.method();
    }

    public boolean isGet() {
        return method().equals("GET") || method().equals("HEAD");
    }

    public boolean isPost() {
        return method().equals("POST");
    }

    /** The path, decoded; it begins with a slash. */
    public String path() {
        return path;
    }

    /** The path as it goes into a link, with the query where there is one. */
    public String fullPath() {
        // Two slashes at the start would be read as a host by whoever follows the link.
        String encoded = Percent.encodePath(path);
        String safe = encoded.startsWith("//") ? "/%2F" + encoded.substring(2) : encoded;
        return wire.rawQuery().isEmpty() ? safe : safe + "?" + wire.rawQuery();
    }

    /** {@code http} or {@code https}; of the client, where a trusted proxy tells. */
    public String scheme() {
        DefaultSettings.ProxyHeader trusted = project.settings().secureProxySslHeader;
        if (trusted != null) {
            Optional<String> told = header(trusted.name());
            if (told.isPresent()) {
                return told.get().equals(trusted.secureValue()) ? "https" : "http";
            }
        }
        return wire.scheme();
    }

    public boolean isSecure() {
        return scheme().equals("https");
    }

    /**
     * Host and port as the client named them.
     *
     * @throws DisallowedHost where the settings don't allow that host
     */
    public String host() {
        String host = wire.authority();
        if (!project.hosts().allows(host)) {
            throw new DisallowedHost("a Host header that ALLOWED_HOSTS does not allow");
        }
        return host;
    }

    /** An address within this site with scheme and host before it: Django's build_absolute_uri. */
    public String absoluteUri(String pathAndQuery) {
        return scheme() + "://" + host() + pathAndQuery;
    }

    /**
     * Whether an address from outside may be redirected to: it stays on this host, and on TLS where
     * this request came by TLS. Django's url_has_allowed_host_and_scheme.
     */
    public boolean isSafeUrl(@Nullable String url) {
        return SafeUrl.check(url, host(), isSecure());
    }

    /** The query's parameters: Django's {@code request.GET}. */
    public QueryDict query() {
        QueryDict known = query;
        if (known == null) {
            known = QueryDict.parse(wire.rawQuery(), project.settings().dataUploadMaxNumberFields);
            query = known;
        }
        return known;
    }

    /** The form's fields, empty where this is no POST of a form: Django's {@code request.POST}. */
    public QueryDict post() {
        return parts().fields();
    }

    /** The files of a form: Django's {@code request.FILES}. They last as long as the request. */
    public Map<String, List<UploadedFile>> files() {
        return parts().files();
    }

    private MultipartParser.Parts parts() {
        MultipartParser.Parts known = parts;
        if (known == null) {
            known = readParts();
            parts = known;
        }
        return known;
    }

    private MultipartParser.Parts readParts() {
        DefaultSettings settings = project.settings();
        String type = contentType();
        if (isPost() && type.equals("application/x-www-form-urlencoded")) {
            String form = new String(body(), StandardCharsets.ISO_8859_1);
            return new MultipartParser.Parts(
                    QueryDict.parse(form, settings.dataUploadMaxNumberFields), Map.of());
        }
        if (isPost() && type.equals("multipart/form-data")) {
            try {
                return new MultipartParser(settings.uploadLimits())
                        .parse(header("Content-Type").orElse(""), stream());
            } catch (IOException e) {
                throw new BadRequest("the form broke off");
            }
        }
        return new MultipartParser.Parts(QueryDict.empty(), Map.of());
    }

    /**
     * The content, whole.
     *
     * @throws RequestDataTooBig where there is more than {@code dataUploadMaxMemorySize}
     * @throws IllegalStateException after {@link #stream} or a multipart form was read
     */
    public byte[] body() {
        byte[] known = body;
        if (known == null) {
            try {
                takeStream();
                known = wire.body().readAll(project.settings().dataUploadMaxMemorySize);
            } catch (Body.BodyTooLarge e) {
                throw new RequestDataTooBig("the request's body is too large to be read whole");
            } catch (IOException e) {
                throw new BadRequest("the request's body broke off");
            }
            body = known;
        }
        return known;
    }

    /** The content as a JSON text, see {@link Json#read}. */
    public @Nullable Object json() {
        return Json.read(new String(body(), StandardCharsets.UTF_8));
    }

    /** The content as a JSON text, read into a record: {@link Json#read(String, Class)}. */
    public <T> T json(Class<T> type) {
        return Json.read(new String(body(), StandardCharsets.UTF_8), type);
    }

    /**
     * The content as it comes, read once, of any length.
     *
     * @throws IllegalStateException where it was read before
     */
    public InputStream stream() {
        takeStream();
        return wire.body().stream();
    }

    private void takeStream() {
        if (streamTaken) {
            throw new IllegalStateException("the request's body was read before");
        }
        streamTaken = true;
    }

    /** The media type of the content, in lower case, without parameters. */
    public String contentType() {
        String type = header("Content-Type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    public Headers headers() {
        return wire.headers();
    }

    public Optional<String> header(String name) {
        return wire.headers().first(name);
    }

    public Map<String, String> cookies() {
        Map<String, String> known = cookies;
        if (known == null) {
            known = Cookie.parse(String.join("; ", wire.headers().all("Cookie")));
            cookies = known;
        }
        return known;
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies().get(name));
    }

    /** Who is at the other end of the connection: a proxy, where there is one. */
    public InetAddress remote() {
        return wire.remote().getAddress();
    }

    /** The view of this path and its arguments, looked up once; empty where there is none. */
    public Optional<ResolverMatch> resolverMatch() {
        if (!resolved) {
            match = project.urls().resolve(path).orElse(null);
            resolved = true;
        }
        return Optional.ofNullable(match);
    }

    private ResolverMatch matched() {
        return resolverMatch()
                .orElseThrow(() -> new IllegalStateException("no URL pattern matches " + path));
    }

    /**
     * An argument of the URL as text.
     *
     * @throws IllegalArgumentException where the pattern has none of that name
     */
    public String arg(String name) {
        return String.valueOf(arg(name, Object.class));
    }

    /** An argument of the URL as its converter made it. */
    public <T> T arg(String name, Class<T> type) {
        Object value = matched().arguments().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the URL has no argument " + name);
        }
        return type.cast(value);
    }

    /** The arguments of the URL as the record that the route was declared with. */
    public <P extends Record> P args(Class<P> type) {
        return matched().record(type);
    }

    /** What middleware left under a key. */
    public <T> Optional<T> get(Attribute<T> key) {
        Object value = attributes.get(key);
        return value == null ? Optional.empty() : Optional.of(key.cast(value));
    }

    /** Leaves something for views and templates. */
    public <T> void set(Attribute<T> key, T value) {
        attributes.put(key, value);
    }

    /**
     * The visitor's session.
     *
     * @throws IllegalStateException without SessionMiddleware
     */
    public Session session() {
        return get(Session.OF_REQUEST)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no session: is SessionMiddleware in the settings' middleware?"));
    }

    /** Removes what the request left on disk; whoever answers it calls this at the end. */
    @Override
    public void close() {
        if (parts != null) {
            parts.close();
        }
    }

    @Override
    public String toString() {
        return method() + " " + path;
    }
}
