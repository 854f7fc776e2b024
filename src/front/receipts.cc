#include "front/receipts.h"

#include "core/fields.h"
#include "core/json.h"
#include "front/spool.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace sokuo::front {
namespace {

namespace fs = std::filesystem;

constexpr Message no_directory{"front.no_receipts",
                               "受付の控えを置けません。権限を確かめてください。",
                               "Receipts cannot be kept. Check the permissions."};

Result<Receipt> read_receipt(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto json = TRY(parse_json(text));
    Fields fields{json};
    Receipt receipt{
        .id = TRY(ReportId::parse(path.stem().string())),
        .number = fields.text("number", {.length_max = 40}),
        .is_provisional = fields.boolean("provisional"),
        .at = fields.time("at"),
    };
    TRY(fields.finish());
    return receipt;
}

} // namespace

Receipts::Receipts(Receipts&& other) noexcept
    : directory_{std::move(other.directory_)}, receipts_{std::move(other.receipts_)} {}

fs::path Receipts::path_of(const ReportId& id) const {
    return directory_ / (id.text() + ".json");
}

Result<Receipts> Receipts::open(fs::path directory, Time now) {
    Receipts receipts{std::move(directory)};
    std::error_code error;
    fs::create_directories(receipts.directory_, error);
    fs::directory_iterator files{receipts.directory_, error};
    for (; !error && files != fs::directory_iterator{}; files.increment(error)) {
        const auto receipt = read_receipt(files->path());
        if (receipt.ok()) receipts.receipts_[receipt.value().id] = receipt.value();
    }
    if (error) return because(failure(Errc::unavailable, no_directory), error.message());
    receipts.forget_old(now);
    return receipts;
}

std::optional<Receipt> Receipts::find(const ReportId& id) const {
    const std::scoped_lock lock{mutex_};
    const auto found = receipts_.find(id);
    if (found == receipts_.end()) return {};
    return found->second;
}

bool Receipts::has_number(std::string_view number) const {
    const std::scoped_lock lock{mutex_};
    return std::ranges::any_of(receipts_,
                               [&](const auto& each) { return each.second.number == number; });
}

Result<> Receipts::keep(const Receipt& receipt) {
    {
        const std::scoped_lock lock{mutex_};
        receipts_[receipt.id] = receipt;
    }
    const auto json = Json::object({{"number", receipt.number},
                                    {"provisional", receipt.is_provisional},
                                    {"at", to_rfc3339(receipt.at)}});
    return write_durably(path_of(receipt.id), to_text(json) + "\n");
}

void Receipts::forget_old(Time now) {
    const std::scoped_lock lock{mutex_};
    std::error_code ignored;
    std::erase_if(receipts_, [&](const auto& each) {
        if (now - each.second.at < receipts_kept) return false;
        fs::remove(path_of(each.first), ignored);
        return true;
    });
}

} // namespace sokuo::front
