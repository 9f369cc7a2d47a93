package io.recoflow.runtime.secret;

import io.recoflow.runtime.failure.Text;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets of one run out of text: the values that it was told, also URL-encoded or folded to one line, and
 * whatever a URL carries as a password: {@code //user:password@host}, and each parameter whose name ends in {@code
 * password}, {@code passwd}, {@code passphrase}, {@code pwd}, {@code secret} or {@code token}. Safe for use by several
 * threads.
 *
 * <p>A told value of two or three characters is replaced only where no letter or digit touches it, and one of a single
 * character never: it would be found in every word, and the text would say what it is by what is missing.
 */
public final class Redactor {

    private static final Pattern PASSWORD_IN_URL =
            // MySQL's password1 to password3 are those of its further factors.
            Pattern.compile(
                    "(?i)(?<=://)([^\\s/:@]+):[^\\s/]+@"
                            + "|([\\w.%-]*(?:password[1-3]?|passwd|passphrase|pwd|secret|token))=(?!\\(redacted\\))[^\\s&;)\"']+");
    private static final int SHORTEST_ANYWHERE = 4;
    private static final Pattern ENCODED_BYTE = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> forms = new HashSet<>();
    private volatile @Nullable Pattern known;

    /** From now on the secret is replaced wherever it appears. An empty one changes nothing. */
    public synchronized void add(Secret secret) {
        String value = secret.reveal();
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String percentEncoded = encoded.replace("+", "%20");
        forms.addAll(List.of(
                value,
                value.strip(),
                Text.oneLine(value),
                encoded,
                percentEncoded,
                lowerCaseBytes(encoded),
                lowerCaseBytes(percentEncoded)));
        forms.removeIf(form -> form.isBlank() || form.codePointCount(0, form.length()) == 1);
        known = forms.isEmpty() ? null : anyOf(forms);
    }

    /** The text with every known secret replaced by {@code (redacted)}. */
    public String redact(String text) {
        Pattern secrets = known;
        String withoutSecrets =
                secrets == null ? text : secrets.matcher(text).replaceAll(Matcher.quoteReplacement(Secret.REDACTED));
        return withoutUrlPasswords(withoutSecrets);
    }

    /** The text without passwords that stand in URLs, whether known or not. */
    public static String withoutUrlPasswords(String text) {
        return PASSWORD_IN_URL
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) != null
                                ? match.group(1) + ":" + Secret.REDACTED + "@"
                                : match.group(2) + "=" + Secret.REDACTED));
    }

    /** One pass over the text, longest first: no part of a longer secret stays, no replacement is replaced again. */
    private static Pattern anyOf(Set<String> forms) {
        return Pattern.compile(forms.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Redactor::expression)
                .collect(Collectors.joining("|")));
    }

    private static String expression(String form) {
        String quoted = Pattern.quote(form);
        return form.length() >= SHORTEST_ANYWHERE ? quoted : "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])";
    }

    private static String lowerCaseBytes(String encoded) {
        return ENCODED_BYTE.matcher(encoded).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }
}
