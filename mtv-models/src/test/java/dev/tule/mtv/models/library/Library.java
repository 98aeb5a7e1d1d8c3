package dev.tule.mtv.models.library;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

public final class Library extends AppConfig implements HasModels {

    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Author.class, Book.class, Tag.class, Review.class, Loan.class);
    }
}
