package dev.tule.iam;

import dev.tule.aws.AwsCall;
import dev.tule.aws.Principal;
import dev.tule.iam.Identity.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.User;

/** Users. Safe for use by many threads. */
final class Users {
    private final Context context;

    Users(Context context) {
        this.context = context;
    }

    User create(CreateUserRequest request) {
        if (request.permissionsBoundary() != null) {
            throw Faults.notImplemented("Permissions boundaries");
        }
        Identity.User user =
                new Identity.User(
                        context.account(),
                        Names.identity(request.userName(), "userName"),
                        Names.path(request.path()),
                        context.identifiers().id(Identifiers.Prefix.AIDA),
                        context.now(),
                        Tags.of(request.tags()));
        context.change(rows -> context.identities().add(rows, user));
        return toSdk(user, true);
    }

    /** The user of that name, or the caller. */
    User get(GetUserRequest request) {
        if (request.userName() == null) {
            Principal caller = AwsCall.current().principal();
            if (caller.kind() == Principal.Kind.ROOT) {
                return User.builder()
                        .userId(caller.userId())
                        .arn(caller.arn())
                        .path("/")
                        .createDate(java.time.Instant.EPOCH)
                        .build();
            }
        }
        String name = nameOrCaller(request.userName());
        return toSdk(context.read(rows -> context.identities().user(rows, name)), true);
    }

    ListUsersResponse list(ListUsersRequest request) {
        Listing<Identity> page =
                context.read(
                        rows ->
                                context.identities()
                                        .list(
                                                rows,
                                                Kind.USER,
                                                request.pathPrefix(),
                                                request.maxItems(),
                                                request.marker()));
        return ListUsersResponse.builder()
                .users(page.items().stream().map(user -> toSdk(user, false)).toList())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    void update(UpdateUserRequest request) {
        String oldName = Names.identity(request.userName(), "userName");
        context.change(
                rows -> {
                    Identity.User user = context.identities().user(rows, oldName);
                    String name =
                            request.newUserName() == null
                                    ? user.name()
                                    : Names.identity(request.newUserName(), "newUserName");
                    String path =
                            request.newPath() == null ? user.path() : Names.path(request.newPath());
                    context.identities().rename(rows, user, user.renamed(name, path));
                });
        context.keys().forgetAll(); // their principals hold the old ARN
    }

    void delete(@Nullable String userName) {
        String name = Names.identity(userName, "userName");
        context.change(
                rows -> context.identities().remove(rows, context.identities().user(rows, name)));
        context.keys().forgetAll(); // temporary credentials of the user end with it
    }

    /** A name that may be left out where the caller is a user. */
    static String nameOrCaller(@Nullable String userName) {
        if (userName != null) {
            return Names.identity(userName, "userName");
        }
        Principal caller = AwsCall.current().principal();
        if (caller.kind() != Principal.Kind.USER) {
            throw Faults.invalid("Must specify userName when calling with non-User credentials");
        }
        return caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
    }

    private static User toSdk(Identity user, boolean withTags) {
        User.Builder sdk =
                User.builder()
                        .userName(user.name())
                        .path(user.path())
                        .userId(user.id())
                        .arn(user.arn())
                        .createDate(user.created());
        return withTags && !user.tags().isEmpty()
                ? sdk.tags(Tags.toSdk(user.tags())).build()
                : sdk.build();
    }
}
