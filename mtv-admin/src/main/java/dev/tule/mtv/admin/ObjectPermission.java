package dev.tule.mtv.admin;

import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Model;
import org.jspecify.annotations.Nullable;

/**
 * Says for single objects who may do what. It is asked after the user's permissions, and can only
 * take away.
 *
 * @param <M> the model
 */
@FunctionalInterface
public interface ObjectPermission<M extends Model> {

    /**
     * Whether a user may.
     *
     * @param object null where it is asked of the model as a whole
     */
    boolean may(User user, Permit permit, @Nullable M object);
}
