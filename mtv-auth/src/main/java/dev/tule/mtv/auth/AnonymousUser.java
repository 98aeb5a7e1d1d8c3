package dev.tule.mtv.auth;

/** Who isn't logged in, as templates see it. Immutable. */
public final class AnonymousUser {
    static final AnonymousUser INSTANCE = new AnonymousUser();

    private AnonymousUser() {}

    public boolean isAuthenticated() {
        return false;
    }

    public boolean isAnonymous() {
        return true;
    }

    public String getUsername() {
        return "";
    }

    @Override
    public String toString() {
        return "AnonymousUser";
    }
}
