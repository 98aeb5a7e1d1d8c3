package dev.tule.mtv.models.migrations.before;

import dev.tule.mtv.models.Model;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "shop_item", indexes = @Index(name = "ix_item_amount", columnList = "amount"))
public class Item extends Model {
    @Id public long id;

    @Column(length = 50)
    public String name = "";

    public @Nullable Integer amount;
    public @Nullable String old;
}
