package registry;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that measures. */
@Entity
@Meta(ordering = "name")
public class Sensor extends Model {
    public static final QuerySet<Sensor> objects = objects(Sensor.class);

    public enum Kind {
        TEMPERATURE,
        HUMIDITY,
        SOIL_MOISTURE
    }

    @Id public long id;

    @Column(length = 40, unique = true)
    public String name = "";

    public Kind kind = Kind.TEMPERATURE;

    @Column(length = 80)
    public @Nullable String place;

    @OneToMany(mappedBy = "sensor")
    public List<Reading> readings;

    @Override
    public String toString() {
        return name;
    }
}
