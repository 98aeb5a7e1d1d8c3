package dev.tule.mtv.admin;

import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;
import static dev.tule.mtv.views.Decorators.neverCache;
import static dev.tule.mtv.views.Decorators.requirePost;
import static dev.tule.mtv.views.Decorators.requireSafe;

import dev.tule.mtv.Http404;
import dev.tule.mtv.View;
import dev.tule.mtv.auth.AuthDecorators;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.urls.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The models that are looked after, and the addresses at which. Immutable, made once. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * static final AdminSite ADMIN = AdminSite.titled("The library").with(
 *         ModelAdmin.of(Author.class).searchFields("name"),
 *         ModelAdmin.of(Book.class).listDisplay("title", "author"),
 *         AuthAdmin.users(), AuthAdmin.groups());
 *
 * apps = List.of(databases, new AdminConfig(), new AuthConfig(), new Library());
 * contextProcessors = List.of(Auth::variables);
 * urls = List.of(ADMIN.at("admin/"), …);
 * }</pre>
 *
 * <p>Only active users who are {@code isStaff} enter.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#adminsite-objects">Django:
 *     AdminSite</a>
 */
public final class AdminSite {
    private final String title;
    private final String name;
    private final String url;
    private final Map<Class<?>, ModelAdmin<?>> admins;

    private AdminSite(String title, String name, String url, Map<Class<?>, ModelAdmin<?>> admins) {
        this.title = title;
        this.name = name;
        this.url = url;
        this.admins = admins;
    }

    /** A site without models. */
    public static AdminSite titled(String title) {
        return new AdminSite(title, "admin", "/", Map.of());
    }

    /** The namespace of its URLs, {@code admin} where nothing is said: for a second site. */
    public AdminSite named(String namespace) {
        return new AdminSite(title, namespace, url, admins);
    }

    /** The address that "View site" leads to; empty for no such link. */
    public AdminSite viewing(String address) {
        return new AdminSite(title, name, address, admins);
    }

    /**
     * The site with these models too; one that is there already is replaced.
     *
     * @throws FieldError where one of them names a field that isn't there
     */
    public AdminSite with(ModelAdmin<?>... more) {
        Map<Class<?>, ModelAdmin<?>> all = new LinkedHashMap<>(admins);
        for (ModelAdmin<?> each : more) {
            each.check();
            all.put(each.meta().type(), each);
        }
        return new AdminSite(title, name, url, all);
    }

    /**
     * The site's URLs.
     *
     * @param prefix such as {@code admin/}
     * @throws FieldError where a field completes itself from a model that can't be searched
     */
    public Route at(String prefix) {
        admins.values().forEach(this::checkAutocomplete);
        Gate gate = new Gate(this);
        String object = "<str:app>/<str:model>/";
        List<Route> routes =
                List.of(
                        path("", gate.page(IndexView::show), "index").with(requireSafe()),
                        open("login/", new LoginPage(this)::handle, "login"),
                        open("logout/", new LoginPage(this)::logout, "logout").with(requirePost()),
                        path("password_change/", gate.page(PasswordPages::own), "password_change"),
                        path(
                                        "autocomplete/" + object + "<str:field>/",
                                        gate.page(AutocompleteView::show),
                                        "autocomplete")
                                .with(requireSafe()),
                        path("<str:app>/", gate.page(IndexView::ofApp), "app_list")
                                .with(requireSafe()),
                        path(object, gate.ofModel(ChangeListView::show), "changelist"),
                        path(object + "add/", gate.ofModel(ChangeFormView::add), "add"),
                        path(
                                        object + "export/<str:format>/",
                                        gate.ofModel(ExportView::show),
                                        "export")
                                .with(requireSafe()),
                        path(
                                object + "<str:pk>/<str:page>/",
                                gate.ofModel(ObjectPages::show),
                                "object"));
        Route.Include all = include(prefix, "admin", routes).namespace(name);
        return all.with(neverCache());
    }

    private static Route.Endpoint open(String pattern, View view, String name) {
        return path(pattern, view, name).with(AuthDecorators.loginNotRequired());
    }

    private void checkAutocomplete(ModelAdmin<?> admin) {
        admin.options().autocompleteFields.forEach(each -> searched(admin.meta(), each));
        for (Inline<?> inline : admin.options().inlines) {
            inline.autocompleteFields().forEach(each -> searched(inline.meta(), each));
        }
    }

    /** The model that a relation's objects are sought in. */
    private ModelAdmin<?> searched(ModelMeta<?> owner, String relation) {
        ModelField field = owner.field(relation);
        ModelAdmin<?> found = admins.get(field.type());
        if (found == null || found.options().searchFields.isEmpty()) {
            throw new FieldError(
                    "'%s' of %s can't complete itself: %s must be registered, with searchFields"
                            .formatted(relation, owner.label(), field.related().label()));
        }
        return found;
    }

    /** What a field that completes itself seeks in; empty where no such field was declared. */
    Optional<ModelAdmin<?>> autocomplete(String app, String model, String relation) {
        for (ModelAdmin<?> admin : admins.values()) {
            if (is(admin.meta(), app, model)
                    && admin.options().autocompleteFields.contains(relation)) {
                return Optional.of(searched(admin.meta(), relation));
            }
            for (Inline<?> inline : admin.options().inlines) {
                if (is(inline.meta(), app, model)
                        && inline.autocompleteFields().contains(relation)) {
                    return Optional.of(searched(inline.meta(), relation));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean is(ModelMeta<?> meta, String app, String model) {
        return meta.appLabel().equals(app) && meta.name().toLowerCase(Locale.ROOT).equals(model);
    }

    String title() {
        return title;
    }

    String name() {
        return name;
    }

    String url() {
        return url;
    }

    List<ModelAdmin<?>> admins() {
        return List.copyOf(admins.values());
    }

    /**
     * The model of an address.
     *
     * @throws Http404 where it isn't registered
     */
    ModelAdmin<?> admin(String app, String model) {
        return admins.values().stream()
                .filter(admin -> is(admin.meta(), app, model))
                .findFirst()
                .orElseThrow(() -> new Http404("the admin has no such model"));
    }

    Optional<ModelAdmin<?>> find(Model object) {
        return Optional.ofNullable(admins.get(object.getClass()));
    }

    @Override
    public String toString() {
        return "AdminSite " + name + " " + admins.values();
    }
}
