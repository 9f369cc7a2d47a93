package io.recoflow.model.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyEncoderTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> blocks = new ArrayList<>();
    private final CopyEncoder encoder = new CopyEncoder((block, length) -> {
        bytes.write(block, 0, length);
        blocks.add(length);
    });

    @Test
    void writesHeaderRowsAndTrailerAsPostgresqlReadsThem() throws SQLException {
        encoder.begin();
        encoder.row("ü", new float[] {1, -2.5f});
        encoder.row(-7, new float[] {0, 1});
        encoder.end();
        assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
                .isEqualTo("5047434f50590aff0d0a00" + "00000000" + "00000000"
                        + "0002" + "00000002" + "c3bc" + "0000000c" + "00020000" + "3f800000" + "c0200000"
                        + "0002" + "00000004" + "fffffff9" + "0000000c" + "00020000" + "00000000" + "3f800000"
                        + "ffff");
    }

    @Test
    void handsOnManyRowsInBlocksAndKeepsTheirOrder() throws SQLException, IOException {
        encoder.begin();
        for (int i = 0; i < 10_000; i++) {
            encoder.row("S" + i, new float[] {i, i, i, i});
        }
        encoder.end();
        assertThat(blocks).hasSizeBetween(4, 20);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        in.skipNBytes(19);
        for (int i = 0; i < 10_000; i++) {
            assertThat(in.readShort()).isEqualTo((short) 2);
            assertThat(new String(in.readNBytes(in.readInt()), UTF_8)).isEqualTo("S" + i);
            assertThat(in.readInt()).isEqualTo(20);
            assertThat(in.readInt()).isEqualTo(4 << 16);
            assertThat(in.readFloat()).isEqualTo(i);
            in.skipNBytes(12);
        }
        assertThat(in.readShort()).isEqualTo((short) -1);
        assertThat(in.available()).isZero();
    }

    @Test
    void takesARowThatIsLargerThanABlock() throws SQLException {
        String id = "x".repeat(1_000_000);
        encoder.begin();
        encoder.row(id, new float[2_000]);
        encoder.row("y", new float[2_000]);
        encoder.end();
        assertThat(bytes.size()).isEqualTo(19 + (2 + 4 + id.length() + 8 + 8_000) + (2 + 4 + 1 + 8 + 8_000) + 2);
    }
}
