package dev.tule.mtv.models.library;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** With a key of its own making. */
@Entity
public class Loan extends Model {
    public static final QuerySet<Loan> objects = objects(Loan.class);

    @Id public UUID ticket = new UUID(0, 0);

    @OneToOne
    @OnDelete(OnDelete.Action.SET_NULL)
    public @Nullable Book book;

    public String reader = "";
    public @Nullable LocalDateTime due;
    public @Nullable LocalTime opens;
}
