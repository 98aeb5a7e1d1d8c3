package dev.tule.mtv.models;

import java.util.List;

/** An application with models: an {@code AppConfig} implements this too. */
public interface HasModels {

    /** Its models. */
    List<Class<? extends Model>> models();
}
