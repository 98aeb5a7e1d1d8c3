package dev.tule.mtv.models.sessions;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;

/** A session's row. Of its key only the hash is kept: who reads the table is nobody's visitor. */
@Entity
@Table(
        name = "sessions_session",
        indexes = @Index(name = "ix_sessions_session_expires", columnList = "expires"))
public class StoredSession extends Model {
    public static final QuerySet<StoredSession> objects = objects(StoredSession.class);

    @Id public long id;

    @Column(length = 64, unique = true)
    public String keyHash = "";

    /** JSON. */
    @Lob public String content = "";

    public Instant expires = Instant.EPOCH;
}
