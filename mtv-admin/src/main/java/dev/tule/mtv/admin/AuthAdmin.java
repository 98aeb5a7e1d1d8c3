package dev.tule.mtv.admin;

import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.Group;
import dev.tule.mtv.auth.User;
import org.jspecify.annotations.Nullable;

/** Users and groups, ready to be registered: {@code site.with(AuthAdmin.users(), …)}. */
public final class AuthAdmin {

    private AuthAdmin() {}

    /**
     * Users. A new one gets a name first and a password then; passwords are never shown. Only
     * superusers may change or delete superusers, or make somebody one: else whoever manages users
     * could have every permission.
     */
    public static ModelAdmin<User> users() {
        return ModelAdmin.of(User.class)
                .listDisplay("username", "email", "firstName", "lastName", "isStaff", "isActive")
                .listFilter("isStaff", "isSuperuser", "isActive", "groups")
                .searchFields("username", "firstName", "lastName", "email")
                .fieldsets(
                        Fieldset.of("", "username", "isActive"),
                        Fieldset.of("Person", "firstName", "lastName", "email"),
                        Fieldset.of(
                                        "Permissions",
                                        "isStaff",
                                        "isSuperuser",
                                        "groups",
                                        "userPermissions")
                                .described("What the user may do, beside what the groups may."),
                        Fieldset.of("Dates", "lastLogin", "dateJoined"))
                .readonlyFields("lastLogin", "dateJoined")
                .help("username", "Letters, digits and @ . + - _")
                .help("isStaff", "May enter these pages.")
                .help("isSuperuser", "Has every permission without being given it.")
                .help("isActive", "Take this away instead of deleting the user.")
                .export("username", "email", "firstName", "lastName", "isStaff", "isActive")
                .allowing((user, permit, object) -> mayTouch(user, permit, object))
                .beforeSaving(
                        (request, object, isNew) -> {
                            object.username = User.normalized(object.username);
                            if (isNew) {
                                object.dateJoined = request.project().settings().clock.instant();
                            }
                            checkGiven(Auth.requireUser(request), object, isNew);
                        })
                .page(
                        new ObjectPage<>(
                                "password", "Set password", Permit.CHANGE, PasswordPages::of))
                .firstPage("password");
    }

    private static boolean mayTouch(User user, Permit permit, @Nullable User object) {
        return permit == Permit.VIEW
                || permit == Permit.ADD
                || user.isSuperuser
                || object == null
                || !object.isSuperuser;
    }

    /** Nobody gives what they haven't: neither every permission, nor single ones, nor groups'. */
    private static void checkGiven(User giver, User object, boolean isNew) {
        if (giver.isSuperuser) {
            return;
        }
        User before = isNew ? new User() : User.objects.get("pk", object.id);
        boolean beyond =
                (object.isSuperuser && !before.isSuperuser)
                        || object.userPermissions.stream()
                                .filter(given -> isNew || !before.userPermissions.contains(given))
                                .anyMatch(given -> !giver.hasPerm(given.toString()))
                        || object.groups.stream()
                                .filter(given -> isNew || !before.groups.contains(given))
                                .flatMap(group -> group.permissions.stream())
                                .anyMatch(given -> !giver.hasPerm(given.toString()));
        if (beyond) {
            throw new PermissionDenied("the user gives permissions that they don't have");
        }
    }

    /** Groups. Who isn't a superuser can only give a group what they may do themselves. */
    public static ModelAdmin<Group> groups() {
        return ModelAdmin.of(Group.class)
                .searchFields("name")
                .fields("name", "permissions")
                .export("name")
                .beforeSaving(
                        (request, group, isNew) -> {
                            User giver = Auth.requireUser(request);
                            if (group.permissions.stream()
                                    .anyMatch(given -> !giver.hasPerm(given.toString()))) {
                                throw new PermissionDenied(
                                        "the user gives permissions that they don't have");
                            }
                        });
    }
}
