package dev.tule.ec2;

import dev.tule.aws.Secrets;
import java.nio.charset.StandardCharsets;

/** Shows by what it makes that something was sealed, and for which row; hides nothing. */
final class PlainSecrets implements Secrets {
    @Override
    public byte[] seal(String secret, String row) {
        String backwards = new StringBuilder(secret).reverse().toString();
        return (row + "\n" + backwards).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String open(byte[] sealed, String row) {
        String text = new String(sealed, StandardCharsets.UTF_8);
        if (!text.startsWith(row + "\n")) {
            throw new IllegalStateException("not sealed for " + row);
        }
        return new StringBuilder(text.substring(row.length() + 1)).reverse().toString();
    }
}
