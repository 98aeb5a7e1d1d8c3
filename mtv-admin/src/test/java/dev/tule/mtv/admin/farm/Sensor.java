package dev.tule.mtv.admin.farm;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    @Column(length = 80)
    public String name = "";

    @Pattern(regexp = "[A-Z]{2}-[0-9]{4}", message = "Two letters, a hyphen, four digits.")
    @Column(length = 20, unique = true)
    public String serial = "";

    public Kind kind = Kind.TEMPERATURE;

    /** Places with sensors can't be deleted. */
    @ManyToOne public Place place;

    public boolean active = true;
    public @Nullable LocalDate installed;

    @Digits(integer = 6, fraction = 2)
    public @Nullable BigDecimal alarmAbove;

    @Lob public @Nullable String notes;

    /** Set by the farm itself; forms never have it. */
    @Column(length = 40)
    public String secret = "unset";

    @ManyToMany public List<Tag> tags;

    @OneToMany(mappedBy = "sensor")
    public List<Reading> readings;

    @Override
    public String toString() {
        return name;
    }
}
