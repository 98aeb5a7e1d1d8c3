package registry;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** What a sensor measured at one moment. */
@Entity
@Meta(ordering = "-at")
public class Reading extends Model {
    public static final QuerySet<Reading> objects = objects(Reading.class);

    @Id public long id;

    @ManyToOne
    @OnDelete(OnDelete.Action.CASCADE)
    public Sensor sensor;

    public Instant at = Instant.EPOCH;

    @Column(name = "measured")
    public double value;
}
