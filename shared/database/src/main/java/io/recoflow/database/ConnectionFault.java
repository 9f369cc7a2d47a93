package io.recoflow.database;

import io.recoflow.runtime.failure.Causes;
import io.recoflow.runtime.failure.Text;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a connection will never come about in the way that it was asked for. Drivers give such faults the classes and SQL
 * states of an outage, so they are known by what lies beneath, and by the drivers' texts.
 */
enum ConnectionFault {
    UNTRUSTED(
            "could not be verified",
            "Give the certificates of the authority that signed the server's as --source-certificates (that of RDS is"
                    + " global-bundle.pem), and the host as the certificate names it"),
    NO_TLS(
            "SSL Connection required, but not provided by server|server does not support SSL",
            "Switch TLS on at the server, or do without: no --source-certificates, and no sslMode or sslmode in"
                    + " --source-url"),
    TLS_REQUIRED(
            "require_secure_transport|no pg_hba\\.conf entry .*(no encryption|SSL off)",
            "The server wants TLS: give --source-certificates (that of RDS is global-bundle.pem)"),
    PUBLIC_KEY(
            "Public Key Retrieval is not allowed",
            "Use TLS, by --source-certificates or sslMode=REQUIRED in --source-url, or add allowPublicKeyRetrieval=true"
                    + " there"),
    POOLER("unsupported startup parameter", "Name the parameter in ignore_startup_parameters of PgBouncer"),
    PROTOCOL(
            "setting up the SSL connection|Unsupported or unrecognized SSL message|[Pp]rotocol error"
                    + "|nsupported protocol version|[Bb]ad handshake",
            "Check the port in --source-url: what answers there does not speak this database's protocol"),
    FILE("(?!)", "Check the files that --source-url names");

    private final Pattern texts;
    private final String fix;

    ConnectionFault(String texts, String fix) {
        this.texts = Pattern.compile(texts);
        this.fix = fix;
    }

    /** The fault behind a failure, or empty where it may be an outage, or no failure of the connection. */
    static Optional<ConnectionFault> in(Throwable failure) {
        List<Throwable> causes = Causes.of(failure);
        if (causes.stream().anyMatch(ConnectionFault::isOfTrust)) {
            return Optional.of(UNTRUSTED);
        }
        if (causes.stream()
                .anyMatch(each -> each instanceof FileNotFoundException || each instanceof NoSuchFileException)) {
            return Optional.of(FILE);
        }
        Optional<ConnectionFault> told = Arrays.stream(values())
                .filter(fault -> causes.stream().anyMatch(each -> fault.texts
                        .matcher(String.valueOf(each.getMessage()))
                        .find()))
                .findFirst();
        return told.or(() -> isRefusedHandshake(causes) ? Optional.of(PROTOCOL) : Optional.empty());
    }

    String fix() {
        return fix;
    }

    /** The driver's own words, and what lies deepest beneath them. */
    static String reason(Throwable failure) {
        List<String> texts = Causes.of(failure).stream()
                .flatMap(each -> Stream.ofNullable(each.getMessage()))
                .flatMap(text -> text.strip().lines().findFirst().stream())
                .map(Text::withoutFullStop)
                .toList();
        if (texts.isEmpty()) {
            return "no reason given";
        }
        String own = texts.get(0);
        String deepest = texts.get(texts.size() - 1);
        return own.contains(deepest) ? own : own + ": " + deepest;
    }

    private static boolean isOfTrust(Throwable cause) {
        return cause instanceof GeneralSecurityException || cause instanceof SSLPeerUnverifiedException;
    }

    /** One that broke off may come about another time. */
    private static boolean isRefusedHandshake(List<Throwable> causes) {
        return causes.stream().anyMatch(SSLHandshakeException.class::isInstance)
                && causes.stream()
                        .noneMatch(each -> each instanceof EOFException
                                || each instanceof SocketException
                                || each instanceof SocketTimeoutException);
    }
}
