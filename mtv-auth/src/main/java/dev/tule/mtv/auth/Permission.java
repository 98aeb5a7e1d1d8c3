package dev.tule.mtv.auth;

import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelMeta;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something that may be done with the objects of a model: {@code library.add_book}. Every model has
 * four: add, change, delete, view.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#permissions-and-authorization">
 *     Django: permissions</a>
 */
@Entity
@Meta(ordering = {"app", "codename"})
@Table(uniqueConstraints = @UniqueConstraint(columnNames = {"app", "codename"}))
public class Permission extends Model {
    public static final QuerySet<Permission> objects = objects(Permission.class);

    private static final List<String> ACTIONS = List.of("add", "change", "delete", "view");

    @Id public long id;

    /** The application's label. */
    @Column(length = 100)
    public String app = "";

    /** Such as {@code add_book}. */
    @Column(length = 100)
    public String codename = "";

    /** What people read: {@code Can add book}. */
    public String name = "";

    /** Makes the permissions that the models of these databases don't have yet. */
    public static void createMissing(Databases databases) {
        databases.run(
                () -> {
                    Set<String> known = new HashSet<>();
                    objects.list().forEach(each -> known.add(each.toString()));
                    for (Class<? extends Model> model : databases.models()) {
                        createMissing(ModelMeta.of(model), known);
                    }
                });
    }

    private static void createMissing(ModelMeta<?> model, Set<String> known) {
        String app = model.appLabel();
        for (String action : ACTIONS) {
            String codename = action + "_" + model.name().toLowerCase(Locale.ROOT);
            if (known.add(app + "." + codename)) {
                Permission made = new Permission();
                made.app = app;
                made.codename = codename;
                made.name = "Can " + action + " " + model.verboseName();
                made.save();
            }
        }
    }

    /** As it is asked for: {@code library.add_book}. */
    @Override
    public String toString() {
        return app + "." + codename;
    }
}
