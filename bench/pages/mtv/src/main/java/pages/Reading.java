package pages;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;

/** What a sensor measured at one moment. */
@Entity
@Meta(ordering = "-id")
public class Reading extends Model {
    public static final QuerySet<Reading> objects = objects(Reading.class);

    @Id public long id;
    @ManyToOne public Sensor sensor;
    public double value;

    @Column(length = 80)
    public String note = "";

    public Instant taken = Instant.now();
}
