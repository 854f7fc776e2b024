// The peer of a report over HTTP: the rows the server wrote, put into SQLite by the barest loop.
//
//     bench_bare BEFORE AFTER WORK REPORTS
//
// BEFORE and AFTER are copies of sokuo.db from before and after REPORTS reports; WORK is another
// copy of BEFORE, with all its indexes and triggers. What AFTER has more than BEFORE is read into
// memory; then it is inserted into WORK, WAL, `synchronous=FULL`, 64 reports in a transaction, with
// prepared statements. Nothing is parsed, hashed, sealed or read back. Counters (number_series) are
// written once for each report, as the server does; the words of the full-text index come from
// search_text. Prints {"rows":…,"cpu_s":…,"seconds":…}: CPU of the loop alone.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <vector>

namespace {

constexpr std::size_t batch = 64;

// What the server writes besides reports: signed notes, the session's last use.
constexpr std::array<std::string_view, 4> not_of_reports{"checkpoint", "frontier", "session",
                                                         "api_token"};

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Db = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;
using Value = std::unique_ptr<sqlite3_value, Close>;
using Row = std::vector<Value>;

struct Table {
    std::string name;
    std::vector<Row> rows;
    Statement insert;
};

bool must(sqlite3* db, int code) {
    const bool is_good = code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE;
    if (!is_good) std::fprintf(stderr, "bench_bare: %s\n", sqlite3_errmsg(db));
    return is_good;
}

bool run(sqlite3* db, const std::string& sql) {
    return must(db, sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr));
}

Db open(const std::string& file) {
    sqlite3* db = nullptr;
    must(db, sqlite3_open(file.c_str(), &db));
    return Db{db};
}

Statement prepare(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    must(db, sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr));
    return Statement{statement};
}

std::vector<Row> rows(sqlite3* db, const std::string& sql) {
    std::vector<Row> all;
    const auto select = prepare(db, sql);
    while (select && sqlite3_step(select.get()) == SQLITE_ROW) {
        Row row;
        for (int at = 0; at < sqlite3_column_count(select.get()); ++at)
            row.emplace_back(sqlite3_value_dup(sqlite3_column_value(select.get(), at)));
        all.push_back(std::move(row));
    }
    return all;
}

std::string text(const Value& value) {
    const void* bytes = sqlite3_value_text(value.get());
    return bytes == nullptr ? "" : static_cast<const char*>(bytes);
}

/// Everything that is new, in the order the keys have.
std::vector<Table> new_rows(const std::string& before, const std::string& after) {
    std::vector<Table> tables;
    const auto db = open(after);
    if (!run(db.get(), "ATTACH '" + before + "' AS old")) return tables;
    for (const auto& found : rows(db.get(), "SELECT name FROM main.sqlite_master WHERE type = "
                                            "'table' AND name NOT LIKE 'sqlite_%' AND name NOT "
                                            "LIKE 'search_words%' ORDER BY rowid")) {
        Table table;
        table.name = text(found.front());
        if (std::ranges::find(not_of_reports, table.name) != not_of_reports.end()) continue;
        table.rows = rows(db.get(), "SELECT * FROM main." + table.name +
                                        " EXCEPT SELECT * FROM old." + table.name);
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }
    Table words{.name = "search_words(rowid, words)",
                .rows = rows(db.get(), "SELECT seq, words FROM main.search_text EXCEPT "
                                       "SELECT seq, words FROM old.search_text"),
                .insert = {}};
    tables.push_back(std::move(words));
    return tables;
}

bool prepare_all(sqlite3* db, std::vector<Table>& tables) {
    for (auto& table : tables) {
        if (table.rows.empty()) continue;
        std::string sql = "INSERT OR REPLACE INTO " + table.name + " VALUES(?";
        for (std::size_t at = 1; at < table.rows.front().size(); ++at)
            sql += ", ?";
        table.insert = prepare(db, sql + ")");
        if (!table.insert) return false;
    }
    return true;
}

bool insert(sqlite3* db, const Table& table, const Row& row) {
    auto* statement = table.insert.get();
    for (std::size_t at = 0; at < row.size(); ++at)
        sqlite3_bind_value(statement, static_cast<int>(at) + 1, row[at].get());
    const bool is_good = must(db, sqlite3_step(statement));
    sqlite3_reset(statement);
    return is_good;
}

/// The rows of report number `n` of `reports`; gives how many, or nothing good.
bool insert_report(sqlite3* db, const std::vector<Table>& tables, std::size_t n,
                   std::size_t reports, std::size_t& written) {
    for (const auto& table : tables) {
        const auto count = table.rows.size();
        const bool is_counter = count > 0 && count < reports / 2;
        const auto first = is_counter ? count - 1 : n * count / reports;
        const auto last = is_counter ? count : (n + 1) * count / reports;
        for (auto at = first; at < last; ++at) {
            if (!insert(db, table, table.rows[at])) return false;
            ++written;
        }
    }
    return true;
}

bool insert_all(sqlite3* db, const std::vector<Table>& tables, std::size_t reports,
                std::size_t& written) {
    for (std::size_t n = 0; n < reports; ++n) {
        if (n % batch == 0 && !run(db, "BEGIN IMMEDIATE")) return false;
        if (!insert_report(db, tables, n, reports, written)) return false;
        if ((n % batch == batch - 1 || n + 1 == reports) && !run(db, "COMMIT")) return false;
    }
    return true;
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::fprintf(stderr, "bench_bare BEFORE AFTER WORK REPORTS\n");
        return 2;
    }
    std::size_t reports = 0;
    const std::string_view count{argv[4]};
    std::from_chars(count.data(), count.data() + count.size(), reports);
    auto tables = new_rows(argv[1], argv[2]);
    const auto db = open(argv[3]);
    if (!run(db.get(), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") ||
        !prepare_all(db.get(), tables))
        return 1;
    for (const auto& table : tables)
        std::fprintf(stderr, "%s: %zu\n", table.name.c_str(), table.rows.size());

    const auto cpu = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    std::size_t written = 0;
    if (!insert_all(db.get(), tables, reports, written)) return 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("{\"rows\":%zu,\"cpu_s\":%.4f,\"seconds\":%.3f}\n", written, cpu_seconds() - cpu,
                took.count());
    return 0;
}
