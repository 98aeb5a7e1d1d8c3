package dev.tule.mtv.admin;

import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Request;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do with a model's objects.
 *
 * @param user who asks
 * @param admin how the model is looked after
 */
record Access<M extends Model>(User user, ModelAdmin<M> admin) {

    static <M extends Model> Access<M> of(Request request, ModelAdmin<M> admin) {
        return new Access<>(Auth.requireUser(request), admin);
    }

    /** Whether a user has a model's permission, whatever the objects. */
    static boolean has(User user, Permit permit, ModelMeta<?> meta) {
        String name = meta.name().toLowerCase(Locale.ROOT);
        return user.hasPerm(meta.appLabel() + "." + permit.word() + "_" + name);
    }

    /** Who may change may look. */
    boolean may(Permit permit, @Nullable M object) {
        return allowed(permit, object) || (permit == Permit.VIEW && allowed(Permit.CHANGE, object));
    }

    private boolean allowed(Permit permit, @Nullable M object) {
        return has(user, permit, admin.meta())
                && admin.options().permission.may(user, permit, object);
    }

    /** Whether the model is to be shown to the user at all. */
    boolean mayAnything() {
        return may(Permit.VIEW, null) || may(Permit.ADD, null);
    }

    void require(Permit permit, @Nullable M object) {
        if (!may(permit, object)) {
            throw new PermissionDenied(
                    "the user may not " + permit.word() + " " + admin.meta().verboseNamePlural());
        }
    }
}
