package dev.tule.mtv.models;

import dev.tule.mtv.Active;
import dev.tule.mtv.AppConfig;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Project;
import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project's databases: an application that stands before those with models.
 *
 * <pre>{@code
 * apps = List.of(Databases.at("jdbc:sqlite:db.sqlite3"), new Library());
 * }</pre>
 *
 * <p>Within a request, and in {@link Project#call}, models use the project's databases. Elsewhere:
 * {@link #call}. Safe for use by many threads. Close it when the project ends.
 */
public final class Databases extends AppConfig implements AutoCloseable {
    /** The alias of the first database. */
    public static final String DEFAULT = "default";

    private static final ScopedValue<Databases> CURRENT = ScopedValue.newInstance();

    private final List<DatabaseConfig> configs;
    private final DatabaseRouter router;
    private final @Nullable Consumer<String> watcher;
    private final Signals signals = new Signals();
    private final Map<String, ModelDatabase> open = new LinkedHashMap<>();
    private List<Class<? extends Model>> models = List.of();

    private Databases(
            List<DatabaseConfig> configs,
            DatabaseRouter router,
            @Nullable Consumer<String> watcher) {
        this.configs = List.copyOf(configs);
        this.router = router;
        this.watcher = watcher;
    }

    /** One database. */
    public static Databases at(String url) {
        return of(DatabaseConfig.of(DEFAULT, url));
    }

    /** Several; everything goes to the first one where nothing else is said. */
    public static Databases of(DatabaseConfig... configs) {
        return new Databases(List.of(configs), (model, write) -> configs[0].alias(), null);
    }

    /** The same databases, chosen by a router. */
    public Databases routedBy(DatabaseRouter other) {
        return new Databases(configs, other, watcher);
    }

    /** Databases at other places under the same aliases, not open yet; routed as these are. */
    public Databases elsewhere(UnaryOperator<DatabaseConfig> places) {
        return new Databases(configs.stream().map(places).toList(), router, watcher);
    }

    /**
     * The same databases, not open yet, which tell of each statement before it runs, on the thread
     * that runs it: what several are sent as one batch, once; savepoints, commits and rollbacks not
     * at all. Values are not told. That costs: it is meant for tests.
     */
    public Databases watchedBy(Consumer<String> statements) {
        return new Databases(configs, router, statements);
    }

    /** Opens the databases for these models; a project does it by itself. */
    public synchronized Databases open(List<Class<? extends Model>> types) {
        if (!open.isEmpty()) {
            throw new IllegalStateException("the databases are open already");
        }
        models = List.copyOf(types);
        types.forEach(NotEnhanced::check);
        for (DatabaseConfig config : configs) {
            open.put(config.alias(), ModelDatabase.open(config, models, signals, watcher));
        }
        return this;
    }

    @Override
    public void ready(Project project) {
        List<Class<? extends Model>> all = new ArrayList<>();
        for (AppConfig app : project.settings().apps) {
            if (app instanceof HasModels with) {
                all.addAll(with.models());
            }
        }
        open(all);
    }

    /**
     * Names that a database takes for words of its own: of the project's databases as errors, of
     * others as warnings, since migrations are made for all.
     */
    @Override
    public List<CheckMessage> checks(Project project) {
        return NameChecks.run(
                models,
                configs.stream()
                        .map(each -> Dialect.of(each.url()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public String label() {
        return "databases";
    }

    /**
     * The databases that are used here.
     *
     * @throws IllegalStateException outside of a request, of {@link Project#call} and of {@link
     *     #call}
     */
    public static Databases current() {
        if (CURRENT.isBound()) {
            return CURRENT.get();
        }
        if (!Active.isBound()) {
            throw new IllegalStateException(
                    "no database is at hand here: use models within a request, or in Project.call"
                            + " or Databases.call");
        }
        return of(Active.current().project());
    }

    /** A project's databases. */
    public static Databases of(Project project) {
        for (AppConfig app : project.settings().apps) {
            if (app instanceof Databases databases) {
                return databases;
            }
        }
        throw new ImproperlyConfigured("the settings' apps have no Databases (models.E002)");
    }

    /** Runs something with these databases. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
        return ScopedValue.where(CURRENT, this).<T, X>call(action);
    }

    /** Runs something with these databases. */
    public void run(Runnable action) {
        ScopedValue.where(CURRENT, this).run(action);
    }

    /** The models, in the order of their applications. */
    public List<Class<? extends Model>> models() {
        return models;
    }

    /** What is called before and after objects are saved and deleted. */
    public Signals signals() {
        return signals;
    }

    /** The aliases, the first one's first. */
    public Set<String> aliases() {
        return open.keySet();
    }

    /**
     * A database.
     *
     * @throws IllegalArgumentException where there is none of that alias
     */
    public ModelDatabase database(String alias) {
        @Nullable ModelDatabase found = open.get(alias);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no database has the alias '" + alias + "'; there are " + open.keySet());
        }
        return found;
    }

    /**
     * Where a database is.
     *
     * @throws IllegalArgumentException where there is none of that alias
     */
    public DatabaseConfig config(String alias) {
        return configs.stream()
                .filter(each -> each.alias().equals(alias))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no database has the alias '" + alias + "'"));
    }

    ModelDatabase database(ModelMeta<?> model, boolean write) {
        if (!models.contains(model.type())) {
            throw new ImproperlyConfigured(
                    model.label() + " is not among the models of the project's applications");
        }
        return database(router.databaseFor(model, write));
    }

    @Override
    public synchronized void close() {
        open.values().forEach(ModelDatabase::close);
        open.clear();
    }
}
