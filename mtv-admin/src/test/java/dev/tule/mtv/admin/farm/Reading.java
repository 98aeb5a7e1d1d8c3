package dev.tule.mtv.admin.farm;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Goes with its sensor. */
@Entity
public class Reading extends Model {
    public static final QuerySet<Reading> objects = objects(Reading.class);

    @Id public long id;

    @ManyToOne
    @OnDelete(OnDelete.Action.CASCADE)
    public Sensor sensor;

    public BigDecimal measured = new BigDecimal("0.00");
    public Instant takenAt = Instant.parse("2026-03-01T12:00:00Z");

    @Column(length = 100)
    public @Nullable String remark;

    @Override
    public String toString() {
        return measured.toPlainString();
    }
}
