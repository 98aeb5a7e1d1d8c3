package pages;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Something that measures. */
@Entity
@Meta(ordering = "id")
public class Sensor extends Model {
    public static final QuerySet<Sensor> objects = objects(Sensor.class);

    @Id public long id;

    @Column(length = 40)
    public String name = "";

    @Column(length = 80)
    public String place = "";

    @Override
    public String toString() {
        return name;
    }
}
