package dev.tule.mtv.models.migrations.after;

import dev.tule.mtv.models.Model;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "shop_maker")
public class Maker extends Model {
    @Id public long id;

    @Column(unique = true)
    public String name = "";
}
