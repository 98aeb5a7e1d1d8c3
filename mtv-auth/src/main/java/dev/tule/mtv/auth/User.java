package dev.tule.mtv.auth;

import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.template.AltersData;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import java.text.Normalizer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can log in. Belongs to one thread, as every model's object.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/auth/#user-model">Django: the
 *     user model</a>
 */
@Entity
@Meta(ordering = "username")
public class User extends Model {
    public static final QuerySet<User> objects = objects(User.class);

    @Id public long id;

    /** Letters, digits and {@code @ . + - _}; unique. */
    @Pattern(regexp = "[\\p{L}\\p{N}@.+_-]+")
    @Column(length = 150, unique = true)
    public String username = "";

    /** What is kept of it, see {@link Passwords}; never shown. */
    public String password = Passwords.UNUSABLE;

    @Column(length = 150)
    public @Nullable String firstName;

    @Column(length = 150)
    public @Nullable String lastName;

    @Email
    @Column(length = 254)
    public @Nullable String email;

    /** Whether the user may enter the admin. */
    public boolean isStaff;

    /** Users are better made inactive than deleted. */
    public boolean isActive = true;

    /** Has every permission without being given it. */
    public boolean isSuperuser;

    public Instant dateJoined = Instant.EPOCH;
    public @Nullable Instant lastLogin;

    @ManyToMany public List<Group> groups;
    @ManyToMany public List<Permission> userPermissions;

    /** The permissions by their names; null until they are asked for. */
    @Transient private transient @Nullable Set<String> permissions;

    /**
     * A new user, saved.
     *
     * @param email null where there is none
     * @param password null for a user who can't log in by one
     * @throws dev.tule.mtv.models.IntegrityError where the name is taken
     */
    public static User create(String username, @Nullable String email, @Nullable String password) {
        User user = made(username, email, password);
        user.save();
        return user;
    }

    /** As {@link #create}, of somebody who may do everything: Django's create_superuser. */
    public static User createSuperuser(String username, @Nullable String email, String password) {
        User user = made(username, email, password);
        user.isStaff = true;
        user.isSuperuser = true;
        user.save();
        return user;
    }

    private static User made(String username, @Nullable String email, @Nullable String password) {
        if (username.isBlank()) {
            throw new IllegalArgumentException("a user must have a name");
        }
        User user = new User();
        user.username = normalized(username);
        user.email = email;
        user.dateJoined = AuthConfig.current().now();
        if (password != null) {
            user.setPassword(password);
        }
        return user;
    }

    /** One form for names that look the same (Unicode NFKC), as Django has it. */
    public static String normalized(String username) {
        return Normalizer.normalize(username, Normalizer.Form.NFKC);
    }

    /** Sets the password; save the user afterwards. Ends the sessions of everybody else's. */
    @AltersData
    public void setPassword(String raw) {
        password = AuthConfig.current().passwords().encode(raw);
    }

    @AltersData
    public void setUnusablePassword() {
        password = Passwords.UNUSABLE;
    }

    public boolean hasUsablePassword() {
        return AuthConfig.current().passwords().isUsable(password);
    }

    /** Whether this is the password; makes what is kept of it anew where that is out of date. */
    @AltersData
    public boolean checkPassword(String raw) {
        Passwords passwords = AuthConfig.current().passwords();
        if (!passwords.verify(raw, password)) {
            return false;
        }
        if (passwords.mustUpdate(password)) {
            setPassword(raw);
            if (pk() != null) {
                save();
            }
        }
        return true;
    }

    /** True: who isn't logged in is an {@link AnonymousUser}. */
    public boolean isAuthenticated() {
        return true;
    }

    public boolean isAnonymous() {
        return false;
    }

    /** Whether the user may do something, such as {@code library.add_book}. */
    public boolean hasPerm(String permission) {
        return isActive && (isSuperuser || permissions().contains(permission));
    }

    /** Whether the user may do all of these. */
    public boolean hasPerms(List<String> wanted) {
        return wanted.stream().allMatch(this::hasPerm);
    }

    /** Whether the user may do anything in an application. */
    public boolean hasModulePerms(String app) {
        return isActive
                && (isSuperuser
                        || permissions().stream().anyMatch(each -> each.startsWith(app + ".")));
    }

    private Set<String> permissions() {
        Set<String> known = permissions;
        if (known == null) {
            known = new HashSet<>();
            for (Permission own : this.<Permission>related("userPermissions")) {
                known.add(own.toString());
            }
            for (Group group : this.<Group>related("groups")) {
                for (Permission given : group.<Permission>related("permissions")) {
                    known.add(given.toString());
                }
            }
            permissions = known;
        }
        return known;
    }

    public String getUsername() {
        return username;
    }

    /** First and last name; empty where there are none. */
    public String getFullName() {
        String first = firstName == null ? "" : firstName;
        String last = lastName == null ? "" : lastName;
        return (first + " " + last).strip();
    }

    @Override
    public String toString() {
        return username;
    }
}
