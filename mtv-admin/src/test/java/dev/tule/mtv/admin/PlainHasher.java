package dev.tule.mtv.admin;

import dev.tule.mtv.auth.PasswordHasher;

/** Costs nothing: it is not the passwords that these tests are about. */
final class PlainHasher implements PasswordHasher {
    @Override
    public String algorithm() {
        return "plain";
    }

    @Override
    public String encode(String password) {
        return "plain$" + password;
    }

    @Override
    public boolean verify(String password, String encoded) {
        return encoded.equals(encode(password));
    }

    @Override
    public boolean mustUpdate(String encoded) {
        return false;
    }
}
