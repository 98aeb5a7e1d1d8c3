package dev.tule.mtv.models.migrations.after;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Entity
@Table(
        name = "shop_item",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_item",
                        columnNames = {"title", "amount"}))
public class Item extends Model {
    public enum State {
        FRESH,
        SOLD
    }

    @Id public long id;

    @Column(length = 50)
    public String title = "";

    public int amount = 7;
    public State state = State.FRESH;

    @Column(precision = 10, scale = 2)
    public BigDecimal price;

    @ManyToOne
    @OnDelete(OnDelete.Action.SET_NULL)
    public @Nullable Maker maker;

    @ManyToMany public List<Maker> others;
}
