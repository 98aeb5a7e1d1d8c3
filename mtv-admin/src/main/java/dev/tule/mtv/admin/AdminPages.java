package dev.tule.mtv.admin;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.urls.NoReverseMatch;
import dev.tule.mtv.urls.Urls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a site, for one request: their addresses, and what all of them show. Confined to the
 * request's thread.
 */
final class AdminPages {
    private final AdminSite site;
    private final Request request;

    AdminPages(AdminSite site, Request request) {
        this.site = site;
        this.request = request;
    }

    /**
     * A link on the way from the site's first page to this one.
     *
     * @param url empty for this page itself
     */
    record Crumb(String label, String url) {}

    /**
     * An application, as the first page and the side list it.
     *
     * @param models those that the user may see anything of
     */
    record App(String name, String url, List<Entry> models) {}

    /**
     * A model in such a list.
     *
     * @param list the address of its list; empty where the user may only add
     * @param add the address of the form; empty where the user may not add
     * @param current whether this page is about it
     */
    record Entry(String name, String list, String add, boolean current) {}

    AdminSite site() {
        return site;
    }

    Request request() {
        return request;
    }

    User user() {
        return Auth.requireUser(request);
    }

    // ---- addresses

    String url(String page, Object... arguments) {
        return Urls.reverse(site.name() + ":" + page, arguments);
    }

    private static String path(ModelMeta<?> meta) {
        return meta.name().toLowerCase(Locale.ROOT);
    }

    String list(ModelMeta<?> meta) {
        return url("changelist", meta.appLabel(), path(meta));
    }

    String add(ModelMeta<?> meta) {
        return url("add", meta.appLabel(), path(meta));
    }

    /** A page about an object: {@code change}, {@code delete}, {@code history}, one's own. */
    String about(Model object, String page) {
        ModelMeta<?> meta = ModelMeta.of(object.getClass());
        return url("object", meta.appLabel(), path(meta), ObjectKeys.quote(object), page);
    }

    /** Where an object can be seen; empty where it can't, or not by this user. */
    String seen(Model object) {
        return site.find(object)
                .filter(admin -> mayView(admin, object))
                .map(admin -> about(object, "change"))
                .orElse("");
    }

    @SuppressWarnings("unchecked")
    private <M extends Model> boolean mayView(ModelAdmin<M> admin, Model object) {
        return new Access<>(user(), admin).may(Permit.VIEW, (M) object);
    }

    String autocomplete(ModelMeta<?> meta, String field) {
        return url("autocomplete", meta.appLabel(), path(meta), field);
    }

    String export(ModelMeta<?> meta, String format) {
        return url("export", meta.appLabel(), path(meta), format);
    }

    // ---- what every page shows

    /** The applications that the user may see anything of. */
    List<App> apps() {
        Map<String, List<Entry>> byApp = new LinkedHashMap<>();
        String path = request.path();
        for (ModelAdmin<?> admin : site.admins()) {
            entry(admin, path)
                    .ifPresent(
                            entry ->
                                    byApp.computeIfAbsent(
                                                    admin.meta().appLabel(),
                                                    label -> new ArrayList<>())
                                            .add(entry));
        }
        List<App> apps = new ArrayList<>();
        byApp.forEach(
                (label, entries) ->
                        apps.add(new App(appName(label), url("app_list", label), entries)));
        return apps;
    }

    private <M extends Model> Optional<Entry> entry(ModelAdmin<M> admin, String path) {
        Access<M> access = new Access<>(user(), admin);
        if (!access.mayAnything()) {
            return Optional.empty();
        }
        String list = list(admin.meta());
        return Optional.of(
                new Entry(
                        Words.capital(admin.meta().verboseNamePlural()),
                        access.may(Permit.VIEW, null) ? list : "",
                        access.may(Permit.ADD, null) ? add(admin.meta()) : "",
                        path.startsWith(list)));
    }

    /** What an application calls itself. */
    String appName(String label) {
        return request.project().settings().apps.stream()
                .filter(app -> app.label().equals(label))
                .findFirst()
                .map(AppConfig::verboseName)
                .orElseGet(() -> Words.capital(label));
    }

    List<Crumb> crumbs(ModelMeta<?> meta) {
        List<Crumb> crumbs = new ArrayList<>();
        crumbs.add(new Crumb(appName(meta.appLabel()), url("app_list", meta.appLabel())));
        crumbs.add(new Crumb(Words.capital(meta.verboseNamePlural()), list(meta)));
        return crumbs;
    }

    List<Crumb> crumbs(Model object) {
        List<Crumb> crumbs = crumbs(ModelMeta.of(object.getClass()));
        crumbs.add(new Crumb(Words.cut(object.toString(), 60), about(object, "change")));
        return crumbs;
    }

    /** A page, dressed as all of them are. */
    Response render(
            String template, String title, List<Crumb> crumbs, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(frame());
        variables.put("title", title);
        variables.put("crumbs", crumbs);
        variables.put("apps", apps());
        variables.put("member", user());
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            variables.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Shortcuts.render(request, template, variables);
    }

    /** What even the page for logging in shows. */
    Map<String, @Nullable Object> frame() {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("site_title", site.title());
        variables.put("site_url", site.url());
        variables.put("index_url", url("index"));
        variables.put("login_url", url("login"));
        variables.put("logout_url", url("logout"));
        variables.put("password_change_url", url("password_change"));
        variables.put("password_reset_url", passwordReset());
        return variables;
    }

    private static String passwordReset() {
        try {
            return Urls.reverse("password_reset");
        } catch (NoReverseMatch notThere) {
            return "";
        }
    }
}
