package dev.tule.mtv.admin;

import dev.tule.mtv.Active;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelMeta;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did in the admin. Outlives the object, and the user, whose name it keeps.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#logentry-objects">Django:
 *     LogEntry</a>
 */
@Entity
@Meta(
        ordering = {"-actionTime", "-id"},
        verboseName = "log entry",
        verboseNamePlural = "log entries")
@Table(
        indexes = {
            @Index(name = "ix_admin_log_entry_object", columnList = "model,object_pk"),
            @Index(name = "ix_admin_log_entry_time", columnList = "action_time")
        })
public class LogEntry extends Model {
    public static final QuerySet<LogEntry> objects = objects(LogEntry.class);

    private static final int LONGEST = 200;

    /** What was done. */
    public enum Kind {
        ADDITION,
        CHANGE,
        DELETION
    }

    @Id public long id;
    public Instant actionTime = Instant.EPOCH;

    /** Who did it; null when the user is gone. */
    @ManyToOne
    @OnDelete(OnDelete.Action.SET_NULL)
    public @Nullable User user;

    /** The user's name at that time. */
    @Column(length = 150)
    public String username = "";

    /** Such as {@code library.Book}. */
    @Column(length = LONGEST)
    public String model = "";

    @Column(length = LONGEST)
    public String objectPk = "";

    /** What the object was called. */
    @Column(length = LONGEST)
    public String objectName = "";

    public Kind kind = Kind.CHANGE;

    /** What was changed, in words. */
    @Lob public @Nullable String message;

    /** Writes down that a user did something with an object. */
    static void write(User user, Model object, Kind kind, String message) {
        LogEntry entry = new LogEntry();
        entry.actionTime = Active.current().project().settings().clock.instant();
        entry.user = user;
        entry.username = user.username;
        entry.model = ModelMeta.of(object.getClass()).label();
        entry.objectPk = Words.cut(String.valueOf(object.pk()), LONGEST);
        entry.objectName = Words.cut(object.toString(), LONGEST);
        entry.kind = kind;
        entry.message = message.isEmpty() ? null : message;
        entry.save();
    }

    static QuerySet<LogEntry> of(Model object) {
        return objects.filter(
                "model",
                ModelMeta.of(object.getClass()).label(),
                "objectPk",
                Words.cut(String.valueOf(object.pk()), LONGEST));
    }

    @Override
    public String toString() {
        return username + ": " + kind + " " + objectName;
    }
}
