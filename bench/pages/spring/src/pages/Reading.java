package pages;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "pages_reading")
public class Reading {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private Sensor sensor;

    private double value;
    private String note;
    private Instant taken;

    protected Reading() {}

    public Reading(Sensor sensor, double value, String note, Instant taken) {
        this.sensor = sensor;
        this.value = value;
        this.note = note;
        this.taken = taken;
    }

    public long getId() {
        return id;
    }

    public Sensor getSensor() {
        return sensor;
    }

    public double getValue() {
        return value;
    }

    public String getNote() {
        return note;
    }

    public Instant getTaken() {
        return taken;
    }
}
