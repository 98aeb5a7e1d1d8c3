package dev.tule.mtv;

import dev.tule.http.Handler;
import dev.tule.mtv.cache.Cache;
import dev.tule.mtv.debug.ErrorPages;
import dev.tule.mtv.dispatch.Dispatcher;
import dev.tule.mtv.i18n.Translations;
import dev.tule.mtv.sessions.SessionStore;
import dev.tule.mtv.signing.Signer;
import dev.tule.mtv.staticfiles.StaticFiles;
import dev.tule.mtv.storage.Storage;
import dev.tule.mtv.tasks.TaskBackend;
import dev.tule.mtv.template.TemplateEngine;
import dev.tule.mtv.urls.Resolver;
import dev.tule.mtv.urls.ResolverMatch;
import dev.tule.mtv.urls.Route;
import dev.tule.mtv.urls.Urls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A running project: made from settings, answers requests. Immutable but for caches; safe for use
 * by many threads. What costs time (templates, translations) is made when first asked for.
 *
 * <pre>{@code
 * HttpServer.start(ListenerConfig.of(Project.of(new Settings())));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/http/urls/#how-django-processes-a-request">
 *     Django: how a request is processed</a>
 */
public final class Project implements Handler, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Project.class.getName());
    private static final int MIN_SECRET = 32;

    private final DefaultSettings settings;
    private final AllowedHosts hosts;
    private final Resolver resolver;
    private final ErrorPages errors;
    private final StaticFiles staticFiles;
    private final SessionStore sessions;
    private final Cache cache;
    private final TaskBackend tasks;
    private final Dispatcher dispatcher = new Dispatcher();
    private final Lazy<Storage> storage;
    private final Lazy<TemplateEngine> templates;
    private final Lazy<Translations> translations;
    private final View chain;
    private final Active active;

    private Project(DefaultSettings settings) {
        this.settings = settings;
        this.active = new Active(this, settings.languageCode, settings.timeZone);
        this.hosts = new AllowedHosts(settings);
        this.staticFiles = new StaticFiles(settings);
        this.resolver = new Resolver(routes(), settings.converters);
        this.errors = new ErrorPages(this);
        this.storage = new Lazy<>(() -> settings.storageEngine.apply(settings));
        this.templates = new Lazy<>(() -> TemplateEngine.of(this));
        this.translations = new Lazy<>(() -> Translations.of(settings));
        this.sessions = settings.sessionEngine.apply(this);
        this.cache = settings.cacheEngine.apply(this);
        this.tasks = settings.taskEngine.apply(this);
        this.chain = chain();
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>(settings.urls);
        if (settings.serveStatic && settings.staticUrl.startsWith("/")) {
            routes.add(
                    Urls.path(settings.staticUrl.substring(1) + "<path:path>", staticFiles::serve));
        }
        return routes;
    }

    /**
     * Makes a project.
     *
     * @throws ImproperlyConfigured where the settings make no sense
     */
    public static Project of(DefaultSettings settings) {
        if (settings.secretKey.length() < MIN_SECRET) {
            throw new ImproperlyConfigured(
                    "secretKey must have at least %d characters".formatted(MIN_SECRET));
        }
        if (!settings.staticUrl.endsWith("/")) {
            throw new ImproperlyConfigured("staticUrl must end with a slash");
        }
        Set<String> labels = new HashSet<>();
        for (AppConfig app : settings.apps) {
            if (!labels.add(app.label())) {
                throw new ImproperlyConfigured("two applications are labelled " + app.label());
            }
        }
        Project project = new Project(settings);
        settings.apps.forEach(app -> app.ready(project));
        return project;
    }

    /** The project whose request is being answered here. */
    public static Project current() {
        return Active.current().project();
    }

    private View chain() {
        View view = errors.around(this::dispatch);
        for (Middleware middleware : settings.middleware.reversed()) {
            view = errors.around(middleware.around(this, view));
        }
        return view;
    }

    private Response dispatch(Request request) throws Exception {
        ResolverMatch match =
                request.resolverMatch()
                        .orElseThrow(() -> new Http404("no URL pattern matches this path"));
        Response response = match.view().handle(request);
        if (response == null) {
            throw new IllegalStateException(
                    "the view of '" + match.route() + "' returned null instead of a response");
        }
        return response;
    }

    public DefaultSettings settings() {
        return settings;
    }

    /** The project's URLs, both ways. */
    public Resolver urls() {
        return resolver;
    }

    /** Who hears of what applications tell: signals of one's own. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public TemplateEngine templates() {
        return templates.get();
    }

    public Translations translations() {
        return translations.get();
    }

    public StaticFiles staticFiles() {
        return staticFiles;
    }

    /**
     * Where files are kept that people send.
     *
     * @throws ImproperlyConfigured where the settings name no place
     */
    public Storage storage() {
        return storage.get();
    }

    public SessionStore sessions() {
        return sessions;
    }

    /** What is kept so that it needn't be made again. */
    public Cache cache() {
        return cache;
    }

    /** Who takes tasks. */
    public TaskBackend tasks() {
        return tasks;
    }

    AllowedHosts hosts() {
        return hosts;
    }

    /** Signs values for one purpose: what is signed with one salt is worth nothing with another. */
    public Signer signer(String salt) {
        return new Signer(settings, salt);
    }

    /** Runs something with this project active, outside of any request. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
        return active.<T, X>call(action);
    }

    /** A request as it comes from the network. */
    public Request request(dev.tule.http.Request wire) {
        return new Request(this, wire);
    }

    /** Answers a request through every middleware; never throws for what a view does. */
    public Response respond(Request request) {
        return call(
                () -> {
                    try {
                        return chain.handle(request);
                    } catch (Exception impossible) {
                        throw new IllegalStateException(impossible);
                    }
                });
    }

    @Override
    public dev.tule.http.Response handle(dev.tule.http.Request wire) {
        Request request;
        try {
            request = request(wire);
        } catch (BadRequest e) {
            return errors.malformed().toHttp(() -> {});
        }
        Response response = respond(request);
        if (response.content() instanceof Response.Content.Stream(var length, var writer)) {
            // The writer runs after this method, and may reverse URLs or translate.
            response =
                    response.withContent(
                            new Response.Content.Stream(
                                    length,
                                    out ->
                                            call(
                                                    () -> {
                                                        writer.writeTo(out);
                                                        return true;
                                                    })));
        }
        return response.toHttp(request::close);
    }

    /** Closes the applications that hold something open, such as databases. */
    @Override
    public void close() {
        for (AppConfig app : settings.apps.reversed()) {
            if (app instanceof AutoCloseable open) {
                try {
                    open.close();
                } catch (Exception e) {
                    LOG.log(System.Logger.Level.WARNING, "closing " + app.label(), e);
                }
            }
        }
    }
}
