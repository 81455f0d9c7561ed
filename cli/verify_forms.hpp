// SPDX-License-Identifier: Apache-2.0
// The verification list as forms that people print, walk with, fill in and hand back (`tepat import --form`): workbooks with a sheet for each RT,
// its rows in the order somebody walks. No key and no value of a fact is shown but names and addresses; a row is known by its code.
#pragma once

#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/verify_view.hpp"
#include "engine/intake/form_code.hpp"

namespace tepat::cli {

struct FormsWanted {
    std::string to;          ///< a file; with `split` a folder
    bool split = false;      ///< a workbook for each innermost area
    bool overwrite = false;
};
struct WrittenForm {
    std::string path;
    std::size_t questions = 0, sheets = 0;
};
struct FormsWritten {
    std::vector<WrittenForm> files;
    std::vector<std::string> others;  ///< workbooks in the same folder that are not of this time
};

/// Questions that a cell can answer: of a fact, not of who the members are.
std::size_t answerable(const VerifyView& view);

/// All files or none. What is around a house are the pieces of its address after the first; an RT is the innermost of them. In a workbook with
/// more than 400 of these a sheet is for the next wider piece, at last for an area; R5162 when there are more areas than that.
/// R5180 when something is there already and is not to be overwritten; R5225, R5150, R5151.
FormsWritten write_forms(const VerifyView& view, const intake::FormCodes& codes, const FormsWanted& wanted, const Session& session);

}  // namespace tepat::cli
